"""Closed word lists the mapper reads by, in lower case; a word with a second everyday sense stays out."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SELF = _words("i we")
FIRST_SINGULAR = _words("i me my mine myself")
FIRST_PLURAL = _words("we us our ours ourselves")
OTHERS = _words("he she they you it someone somebody people who")
SUBJECTS = SELF | OTHERS

FUNCTION_WORDS = _words("""
    a an the this that these those there here i me my mine myself we us our ours you your yours he him his she her hers
    it its they them their theirs who whom whose which what when where why how and or but so if as because than then
    of to in on at by for from with without about into onto off up down out over under again back away around through
    after before until while during between against is am are was were be been being do does did done doing have has
    had having will would shall should can could may might must not no nor never all any both each every few more most
    other some such only own same too very just also even still yet now well really quite bit lot lots thing things
    one ones got get gets getting go goes going went gone come comes came make makes made like know knew say says
    said yeah okay ok right way while
""")

NEGATORS = _words("""
    not never nobody none nothing nor neither without hardly barely can't couldn't don't doesn't didn't won't wouldn't
    shouldn't haven't hasn't hadn't isn't aren't wasn't weren't mustn't needn't ain't no
""")
SHORT_NEGATORS = _words("no nothing nobody none without nor neither hardly barely")
AUXILIARIES = _words("can could do does did will would should have has had is are was were must need may might")
HARMLESS_AFTER_NEGATOR = _words("only just problem matter worry wonder doubt sure surprisingly least longer")
ASKING = _words("ask asked asking see check checked know wonder wondered saw find")
UNDONE = _words("forgot forget failed refused wish avoid avoided unable supposed meant")
CONDITIONS = _words("if unless whether would could should might may wouldn't couldn't shouldn't")
MODALS = _words("would could should might")

CLAUSE_OPENERS = _words("but because cos so although though until unless while whereas then instead which")

BE_AND_FEEL = _words("""
    was were been had did got liked loved enjoyed wanted felt knew thought hoped believed seemed needed used supposed
    based interested pleased passionate experienced tried treated
""")
NOT_PAST = _words("""
    need feed speed seed indeed hundred red bed shed exceed proceed succeed bleed breed weed greed agreed-upon medieval
    led-by hatred sacred naked wicked rugged embed
""")
PAST_VERBS = _words("""
    rang told gave took went came saw wrote sent spoke made found kept said brought bought caught began became broke
    built chose drove drew fell flew forgot froze grew heard held hid hit laid led left lent lit lost meant met paid
    ran rose sat sold shook showed shut sang slept spent stood stole stuck struck taught threw understood woke wore won
    withdrew rewrote redid undid put set let cut read beat quit split sought swapped
""")

PARTICIPLES = _words("""
    rung given taken gone seen written spoken done been known chosen broken forgotten grown shown thrown drawn driven
    eaten fallen flown had got become begun worn woken hidden stolen shaken sworn
""")
ADVERBS = _words("just then also even already actually only always really still quickly never first once literally")

CAUSES = _words("because cos since therefore meant")
OUTCOMES = _words("""
    turned ended eventually afterwards finally result dropped cleared fixed resolved sorted stopped improved saved
    delivered agreed happy thanked
""")
SPEECH = _words("said told asked explained rang phoned called emailed texted replied apologised offered suggested")
HEDGES = _words("""
    maybe perhaps probably suppose guess hopefully stuff something somehow somewhere whatever anyway basically kinda
    sorta dunno obviously definitely honestly generally
""")
GENERALITIES = _words("""
    always everybody everyone every any anyone anybody important massive vital essential crucial passionate forever
    whole overall particularly constantly certain various variety best aim strive ensure
""")
JARGON = _words("""
    accordance accountability accountable achieving actionable activist adaptability adhere adherence adhering adkar
    advocacy advocate advocates agile aligned appropriate appropriately attributable autocratic batna behavioural
    belbin benchmark benchmarked benchmarking beneficial bespoke brand cascade collaborate collaborating collaboration
    collaborative collaboratively competitive competitors compliance compliant consideration consistency consultative
    continually continuous cpd customer-centric delegate delegates deliverables democratic demographic demographics
    demonstrate demonstrated demonstrating diligence disadvantages diverse diversity dmaic drivers effective
    effectively effectiveness efficiency efficient efficiently embed embedded empathetic empathise empathy empower
    empowerment enabled enabling engagement enhance enhances enhancing ensure ensured ensures ensuring equality
    escalate escalated escalating escalation essential exceed exceeded exceeding exceeds excellence excellent
    expectations external facilitate facilitated facilitating factors fishbone framework frameworks functional
    fundamental gantt gdpr geographic gibbs goleman governance herzberg hierarchical holistic holistically identify
    identifying imperative implement implementation implementing implications inclusion inclusive insight insights
    intangible integrity internal interpersonal iterative johari kaizen kano kolb kotter kpi kpis laissez-faire
    lawfulness legislation leverage lifelong loyalty macro maslow measurable methodology minimisation mission mitigate
    mitigated mitigation multifaceted mutually negotiate negotiated negotiating objectives omni omnichannel optimal
    optimise organisational outcome outcomes ownership paradigm paramount paraphrasing pdp personalised pestle
    policies pragmatist principles prioritisation proactive proactively probing procedures professionalism
    profitability psychographic qualitative quantifiable quantitative raci rapport recommendations reflective
    reflector regulation regulatory relevant reliable remit representative reprioritise reputation reputational
    resilience retention robust satisfaction scalable seamless segmentation segmented senior servant servqual
    significance situational sla slas smart solicited stakeholder stakeholders statistical strategic strategies
    strategy strengths sustainability sustainable swot synergies synergy tailored tangible teamwork techniques
    theorist touchpoint touchpoints transactional transformational transparency trends triangulate triangulates
    triangulation tuckman underpin underpinning underpins unsolicited utilise utilised utilising values vark vision
    weaknesses win-win zopa
""")

NUMBER_WORDS = _words("""
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million dozen
    half third quarter
""")
SMALL_NUMBERS = _words("one two three four five six seven eight nine ten half third quarter")
HOURS = _words("one two three four five six seven eight nine ten eleven twelve") | {str(hour) for hour in range(1, 13)}
SMALL_AMOUNTS = _words("a an couple few several half")
UNITS_OF_TIME = _words("""
    second seconds sec secs minute minutes min mins hour hours hr hrs day days week weeks month months year years
    fortnight fortnights
""")
CURRENCY_WORDS = _words("quid pound pounds pence p euro euros dollars grand")
COINS = _words("tenner fiver tenners fivers")
WEEKDAYS = _words("""
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays
    sundays
""")
MONTHS = _words("""
    january february april june july august september october november december jan feb apr aug sept oct nov dec
""")
DOUBTFUL_MONTHS = _words("march may")
DAYS_NEAR = _words("tomorrow yesterday tonight christmas easter")
NEAR = _words("next last this")
CLOCK_WORDS = _words("noon midday midnight teatime lunchtime")

HONORIFICS = _words("mr mrs ms miss dr doctor sir")
JOB_TITLES = _words("""
    manager managers supervisor supervisors boss leader leaders engineer engineers director directors technician
    technicians plumber electrician surveyor nurse doctor gp officer officers adviser advisers advisor advisors
    receptionist cashier chef driver drivers coordinator administrator apprentice trainer mentor teacher headteacher
    warden housekeeper porter consultant consultants planner planners scheduler inspector caretaker foreman ceo
    solicitor accountant mechanic mechanics operative operatives librarian waiter waitress pharmacist dentist
    interpreter tutor principal matron registrar bursar buyer merchandiser
""")
TITLE_LEADS = _words(
    "line team duty shift branch store area floor practice office deputy assistant senior general head"
)
TEAM_WORDS = _words("""
    finance billing warehouse hr payroll logistics dispatch marketing maintenance housekeeping procurement depot legal
    compliance ops operations reception department departments dept kitchen stores purchasing collections planning
""")
TEAM_TAILS = _words("team teams department dept desk section")
SYSTEM_WORDS = _words("""
    system systems app apps spreadsheet spreadsheets crm database portal software dashboard tracker excel salesforce
    zendesk sharepoint outlook intranet sap epos ivr jira onedrive whatsapp
""")
FIRST_NAMES = _words("""
    aaron abdul abigail adam adele adrian agnes ahmed aidan aisha alan albert alex alexander alfie ali alice alicia
    alisha alison alistair amanda amelia amina amir amy ana andrea andrew andy angela anita ann anna anne annie anthony
    antonio arif arthur asha ashley asif audrey ava ayesha barbara barry beatrice becky ben benjamin bernard beth
    bethany betty beverley brandon brenda brian bridget bryan caitlin callum cameron carl carla caroline
    catherine cath cathy charles charlie charlotte cheryl chloe chris christian christina christine christopher ciara
    claire clare clive colin connor conor courtney craig daisy damian dan daniel danielle danny darren dave david
    dawid deborah debbie debra deepa denise dennis derek diana diane diego dominic donna doreen dorothy douglas duncan
    dylan eddie edith edward eileen elaine eleanor elena elizabeth ella ellen ellie ellis emily emma eric erin ethan
    ethel eva evelyn ewan ewelina farah fatima felix fiona fran frances francesca francis fred freddie freya gareth
    gary gavin gemma geoff geoffrey george georgia georgina gerald gillian gina glen glenda gloria gordon graham greg
    hamza hannah hari harold harriet harry hasan hassan hayley hazel heather helen henry hilary howard hugh
    humaira ian ibrahim imogen imran ingrid irene isaac isabel isabella isla ivan iris jackie jacob jake james jamie
    jan jane janet janice jasmine jason jay jayne jean jeff jenna jennifer jenny jeremy jess jessica jill jim jo joan
    joanna joanne jodie joe joel john johnny jon jonathan jordan joseph josh joshua joyce juan judith judy julia julian
    julie justin kai kamal karen karim karl kasia kate katherine kathleen kathy katie kay kayleigh keith kelly ken
    kenneth kerry kev kevin khadija kieran kim kirsty kofi kwame kyle lara laura lauren lee leah leanne leila len lena
    leo leon lesley leslie lewis liam lily linda lindsay lisa liz lloyd logan lorraine louis louise lucas lucy luke lyn
    lynn lynne mandy marcus margaret maria marie marilyn marion marjorie martin martina mary mateusz matt matthew
    maureen maya megan mehmet mei melanie melissa michael michelle mick mike millie miriam mo mohamed mohammed
    moira molly monica morag muhammad muriel nadia nancy naomi natalie natasha nathan neil nick nicky nicola nigel nina
    noah nora norman olga oliver olivia olu omar oscar owen pam pamela patricia patrick paul paula pauline pawel
    peggy pete peter phil philip phoebe piotr polly poppy priya rachel raj rajesh ralph ravi raymond rebecca reece
    renee rhys richard rita robert roberta roger ron ronald rosemary rosie roxanne roy russell ruth ryan sally sam sama
    samantha samir samuel sandra sanjay sara sarah sasha scott sean sebastian shabana shannon sharon shaun sheila
    shelley shirley sian simon siobhan sofia sonia sophie stacey stan stella stephanie stephen steve steven stuart
    sunita susan suzanne sylvia tamara tanya tara tariq ted teresa terry tess theresa theo thomas tim timothy tina toby
    tom tommy toni tony tracey tracy trevor trish tyler usman val valerie vanessa vera veronica vicky victor victoria
    vijay vincent violet walter wayne wendy wesley william yasmin yusuf yvonne zach zahra zainab zara zoe zofia
""")

ABBREVIATIONS = _words("mr mrs ms dr st vs etc e.g i.e approx dept tel ext a.m p.m")
