"""What people say when they have nothing to tell: sayings, praise of oneself, and that it all matters."""

from coach.mapping.lexicon import Concept

_SAYINGS = """
treat|treats|treated ... how|as|like ... want|like|wish|be
treat everybody|everyone|people|them|customers the same
people person
the|that extra mile
at the end of the day
nine times out of ten
that's|it's|such is life
simple as that
can't please everyone|everybody
every|each day|call|customer|one is|are? different
no two days|calls|customers|people
never stop learning
communication|honesty|teamwork|consistency|kindness|patience is key|everything
it's all about communication|people|teamwork|attitude|customers|being
smile goes
smile on my|your? face?
costs nothing
think on my|your|our feet
common sense
rough with the smooth
room for improvement
at the heart
customer|customers is|are|come|comes number|always|everything|king
always|very|really|quite been? the|that|a sort|type|kind of person
i|i'm always|very|really|quite|such|a been? a|an? ... person
very|really|quite|so passionate|bubbly|empathetic|organised|responsible|friendly|proud|professional|approachable
passionate about
proud to|of
love|enjoy my|the|this job|work|role|working
wouldn't|couldn't want|imagine to? do|doing anything else
did|do|doing|try|tried my|your|our very? best
best you|we|i can
people|customers|everyone|everybody always|often|all|just? say|says|tell|tells i'm|me|we
good with people
team player
fast|quick learner
hard working|worker
one|a hundred|ten percent|per
positive|right|can-do|good|great attitude
part of who i
like a little|big? family
lovely|great|brilliant|fantastic|friendly|amazing team|bunch|atmosphere|place|company|people
who knows
one of those things
up as you go
willing|happy|keen to learn|help|try
open|like minded
too many to mention
loads|lots of times|examples
so|very|really|massively|extremely|vitally important
always important
i always say|tell
you|you've have|need|got to be|stay|keep|remember calm|professional|patient|polite|open|positive
professional|polite|kind|friendly at all times
touch wood
a? bit of a sponge|joker|perfectionist
go|goes|went home knowing|happy
always right
knowledge is power
going forward
my biggest|greatest|main strength
get on great|well
muck in
listen to people|them|everyone
make|making sure everyone|everybody's|everybody|people
just be yourself|myself|nice|kind
=being nice|kind|friendly|honest|polite|approachable
get|have a feel for it
means a lot to|me
massive|huge|big for|to me
world ... better place
is|it's|it my|a passion
pride myself
above and beyond
make|made|making|makes their|someone's|somebody's|a day
put|putting customers|people|them|the first
everyone|everybody|people|customers deserves|deserve
with respect|dignity|courtesy|kindness
i'd|i like to think
every customer|call|person|one matters|counts
always room
in my blood|nature
comes naturally
good listener
a listening ear
have|had|having a|good|right laugh|banter
can't fault
wouldn't change
job satisfaction
really|very|so|quite rewarding
my very? hardest
all pull together
it is what it is
swings and roundabouts
got|have to laugh
what goes around
first impressions count|matter
put yourself|myself in their|someone's|the shoes
walk ... in their shoes
everyone|everybody|we|people makes|make mistakes
give|gave|giving it my all
practice makes perfect
feel valued|special|welcome|appreciated|important
strong|firm|big believer
believe that? every|everyone|everybody|customers|people|you
good|great|strong communicator|communication
excellent|outstanding|amazing|exceptional customer? service|experience
happy|satisfied customer|customers is|are|means|equals
something i'm|we're good|proud|passionate
take|took|taking it|everything|each|one|every day|step|in at|as|my
every single day|time
never|no two days|the ... same
you get|meet all sorts|kinds
can't|won't|not go far wrong
keep calm and
just how|who|what i am|i'm
so many i
couldn't|can't pick|choose|think|name one|any|of
little things
a|big|real|steep learning curve
a promise is a
brought up that|to|like
doesn't|don't cost anything|owt|much|nothing
as they|people say
best version
for the world
ray of sunshine
on a|that|this|my|it's journey
in this day and age
when all is|said
it's|its just the|a vibe
love that|what|it about|i
good to people|you|everyone
that|this|it is what i've? always thought|believed|said
all about people|the|being|having|how
trying|try|tried to be a bit better
a big difference
in general
really useful|helpful|good|interesting|enjoyable experience|exercise|course|day|one
opened my eyes
helped my confidence
the type|sort|kind of person
not|never the type to
my mum|dad|nan|gran|auntie|mates|friends always|says|say
at school
from a young age
i wake up
look|looking forward to coming|work|it|every
wear many hats
no job|task too big|small
happy customer|customers
more people lived|were|did
"""
PLATITUDES = {
    f"platitude {number}": Concept("a saying rather than an example", (saying,))
    for number, saying in enumerate(_SAYINGS.strip().splitlines())
}
