"""Text-speak, dictation and dialect written out, so that one wording is listened for and not twenty."""

import re
from collections.abc import Mapping
from itertools import groupby

LONGEST_LINE = 4000
"""Characters read of a line; what comes after is another matter."""

_TOKENS = re.compile(r"[^\W_]+(?:['.,/:&-][^\W_]+)*|\s+|.", re.DOTALL)
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'", "\u00b4": "'"})

_SECTION_FOUR = re.compile(r"\bB4(?=\W|$)(?!\.\d)|(?<=section )b4\b")
_LETTERS = re.compile(r"(?<![\w'])(?:(?!a |i )[b-z] )(?:[a-z] ){1,2}[a-z](?![\w'])|\b(?:i q a|e p a|a a o|i c t)\b")

_SHORT: Mapping[str, str] = {
    short: whole
    for whole, shorts in {
        "you": "u ya yous yuh yo ye",
        "your": "ur yer yr",
        "are": "r",
        "before": "b4 bfore",
        "mate": "m8",
        "through": "thru",
        "though": "tho",
        "what": "wot wat wut",
        "what is": "whats wots wats what's wot's",
        "what are": "what're",
        "when": "wen wn",
        "where": "wer wear",
        "where is": "wheres where's",
        "who is": "whos who's",
        "how is": "hows how's",
        "why is": "whys why's",
        "when is": "whens when's",
        "that is": "thats that's",
        "there is": "theres there's",
        "it is": "it's",
        "he is": "hes he's",
        "she is": "shes she's",
        "let us": "lets let's",
        "i am": "im i'm iam",
        "i will": "il i'll",
        "i would": "i'd",
        "i have": "ive i've",
        "you are": "you're youre",
        "you will": "you'll youll",
        "you have": "you've youve",
        "you would": "you'd youd",
        "we are": "we're",
        "we will": "we'll",
        "we have": "we've weve",
        "we would": "we'd",
        "they are": "they're theyre",
        "they will": "they'll theyll",
        "they have": "they've theyve",
        "they would": "they'd theyd",
        "he will": "he'll",
        "she will": "she'll",
        "it will": "it'll itll",
        "that will": "that'll thatll",
        "there will": "there'll",
        "who will": "who'll",
        "could have": "could've couldve",
        "should have": "should've shouldve",
        "would have": "would've wouldve",
        "must have": "must've mustve",
        "because": "cos coz cuz cus bc 'cause cause'",
        "with": "w wiv",
        "without": "w/o",
        "and": "n &",
        "them": "em",
        "the": "da teh",
        "please": "pls plz pleez pleaseee",
        "thank you": "thx thnx ty thankyou tvm fanks",
        "thanks": "ta thanx tnx",
        "tomorrow": "tmrw tmw tmoro tomoz tomoro tmorrow 2moro 2morrow",
        "tonight": "2nite tonite 2night",
        "today": "2day",
        "right now": "rn",
        "to be honest": "tbh",
        "i do not know": "idk",
        "do not know": "dunno dno",
        "going to": "gonna gunna gon",
        "want to": "wanna",
        "got to": "gotta",
        "give me": "gimme gimmie gis giz",
        "let me": "lemme",
        "kind of": "kinda",
        "sort of": "sorta",
        "something": "summat summit smth smthn sumthin sumthing somethin somethink",
        "anything": "owt anythin anyfink anythink",
        "nothing": "nowt nothin nuffin nuffink nothink",
        "everything": "everythin everyfink everythink",
        "someone": "sum1 some1",
        "no one": "no1 noone",
        "everyone": "every1",
        "anyone": "any1",
        "yes": "yh yeh yeah yep yup yea ye yeahh aye",
        "ok": "k kk okay okey oki okie",
        "no": "nah nope na naw nae",
        "sorry": "soz sry sorreh",
        "probably": "probs prob prolly probz",
        "definitely": "defo deffo def deffs definately defiantly",
        "obviously": "obvs",
        "seriously": "srsly",
        "really": "rly rlly rli",
        "people": "ppl",
        "about": "abt bout",
        "question": "q qn",
        "questions": "qs qns",
        "practice": "prac",
        "minutes": "mins minits minuets minuts",
        "minute": "min",
        "hour": "hr",
        "hours": "hrs",
        "seconds": "secs",
        "second": "sec",
        "weeks": "wks",
        "week": "wk",
        "appointment": "appt",
        "message": "msg",
        "messages": "msgs",
        "good": "gud gd",
        "night": "nite",
        "just": "jus jst",
        "have": "hav av hve",
        "have to": "hafta",
        "can": "cn",
        "be": "b",
        "see": "c",
        "this": "dis",
        "love": "luv",
        "phone": "fone",
        "without any": "w/out",
        "distinction": "dist disti",
        "example": "eg e.g",
        "information": "info",
        "evidence": "evid",
        "apprenticeship": "appship",
        "customer": "cust cx",
        "customers": "custs",
        "manager": "mgr",
        "back": "bk",
        "text": "txt",
        "alright": "aight alrite allright awright",
        "hello": "hiya hiyah hey heya heyy hi ello 'ello allo hullo hola",
        "laughing": "lol lmao haha hahaha ha lool rofl hehe",
        "allowed": "aloud",
        "can't": "cannae canny cudnt",
        "don't": "dinnae dinna",
        "didn't": "didnae",
        "wasn't": "wasnae",
        "isn't": "isnae innit",
        "doesn't": "doesnae",
        "couldn't": "couldnae",
        "wouldn't": "wouldnae",
        "haven't": "havenae havnt",
        "give": "gie gi",
        "little": "wee lil lickle",
        "child": "wean bairn",
        "children": "weans bairns kiddies",
        "girl": "lassie lass",
        "boy": "laddie",
        "from": "frae fae frm",
        "myself": "mysel meself misen maself",
        "yourself": "yersel yourself",
        "crying": "greetin",
        "friend": "mucker butty bestie bezzie",
        "man": "bloke fella feller chap geezer guy fellow bod",
        "woman": "wifey missus",
        "boss": "gaffer guvnor",
        "telly": "tele",
        "police": "polis",
        "would": "wud wld",
        "could": "cld cud",
        "should": "shud shld",
        "knows": "kens",
        "know": "kno knw ken",
        "need": "ned",
        "get": "git",
        "want": "wan wnt",
        "think": "fink thnk",
        "thing": "ting fing",
        "things": "tings fings",
        "brilliant": "brill",
        "professional": "profesional proffesional",
        "university": "uni",
        "advertisement": "advert",
        "anyway": "anyways",
        "different": "diff",
        "difference": "diffrence",
        "difficult": "diffcult dificult",
        "portfolio": "portfollio portfoleo portofolio",
        "criteria": "critera criterias critiria criteras criterium crit",
        "assessor": "assesor asessor accessor assessers assesser",
        "assessment": "assesment asessment",
        "must": "mus",
    }.items()
    for short in shorts.split()
}
_NO_VERB = "ness|people|health|and|or|with|for|at|in|on|because|today|now"
_AFTER_ID = "like|love|rather|say|be|need|have|want|prefer|go|do|just|hate|appreciate|suggest"
_AFTER_TWO = (
    "the|a|my|be|do|go|get|say|see|know|talk|put|use|have|make|take|pass|fail|help|ask|work|me|you|him|her|them|us|it|"
    "everyone|someone"
)
_AFTER_FOUR = "the|a|my|me|you|your|it|that|this|him|her|them|us|free|ages|now|every|all|some|example"
_AFTER_WELL = "good|hard|bad|nervous|scared|annoying|clever|long|fast|funny|happy|worried|stressed"
_PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), whole)
    for pattern, whole in (
        (r"\bassess (?:her|or|a)\b", "assessor"),
        (r"\bget ?away (?=meeting|day|thing|bit|form|stage)", "gateway "),
        (r"\b(?:of|off) the job\b", "off-the-job"),
        (r"\b(could|should|would|must|might) of\b", r"\1 have"),
        (r"\b(?:ring|here|hear) you\b(?= (?:are|you|don|do|not|loud)\b)", "hear you"),
        (r"\bbare with\b", "bear with"),
        (r"\bthe (day|morn|night)\b(?=$|[.,?!]| i\b| we\b)", r"to\1"),
        (r"\btomorn\b", "tomorrow"),
        (r"\b(?:un)?till?\b(?= (?:the|my|i|next|mon|tue|wed|thu|fri|sat|sun|\d))", "until"),
        (r"\btil\b", "until"),
        (r"\bsick of\b", "fed up with"),
        (r"\b(?:would|do) you mind\b", "could you"),
        (rf"\bill\b(?= (?!(?:{_NO_VERB})\b)[a-z])", "i will"),
        (rf"\bid\b(?= (?:{_AFTER_ID})\b)", "i would"),
        (rf"\bwell\b(?= (?:{_AFTER_WELL})\b)", "very"),
        (rf"\b2(?= (?:{_AFTER_TWO})\b)", "to"),
        (rf"(?<=[a-z] )4(?= (?:{_AFTER_FOUR})\b)", "for"),
        (r"\bwill not\b|\bwon'?t\b", "willn't"),
        (r"\bcan ?not\b", "can't"),
        (r"\bshan'?t\b", "shalln't"),
    )
)


def plain(line: str) -> str:
    """Return a line in lower case with its short and slurred words written out; stops and figures stay."""
    text = _SECTION_FOUR.sub("b-4", line[:LONGEST_LINE]).casefold().translate(_APOSTROPHES)
    text = _LETTERS.sub(lambda found: found[0].replace(" ", ""), text)
    words = "".join(_written_out(token) for token in _TOKENS.findall(text))
    for pattern, whole in _PHRASES:
        words = pattern.sub(whole, words)
    return " ".join(words.split())


def _written_out(token: str) -> str:
    if token in _SHORT:
        return _SHORT[token]
    if len(token) < 3 or not token[0].isalpha():
        return token if token.isprintable() else " "
    drawn_out = "".join(letter * min(2, len(list(run))) for letter, run in groupby(token))
    return _SHORT.get(drawn_out, drawn_out)
