"""The words of the picture in the three languages. The model's own texts are in the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from samspil.core.governance.language.basics import Texts, Unit
from samspil.core.governance.language.forums import Level, Rule
from samspil.core.governance.language.joint import JointEffect, Participation
from samspil.core.governance.language.organisation import Result
from samspil.core.governance.language.routes import Do

LANGUAGES: Final = ("da", "en", "nb")


def _texts(da: str, en: str, nb: str) -> Texts:
    return Texts(da=da, en=en, nb=nb)


DOING: Final[Mapping[Do, Texts]] = {
    Do.SUPPLEMENT: _texts("Oplysninger", "Information", "Opplysninger"),
    Do.SCREEN: _texts("Screening", "Screening", "Screening"),
    Do.QUALIFY: _texts("Kvalificering", "Qualification", "Kvalifisering"),
    Do.PREPARE: _texts("Forberedelse", "Preparation", "Forberedelse"),
    Do.ADVISE: _texts("Rådgivning", "Advice", "Rådgivning"),
    Do.DECIDE: _texts("Beslutning", "Decision", "Beslutning"),
    Do.CONSENT: _texts("Tilslutning", "Consent", "Tilslutning"),
    Do.INFORM: _texts("Orientering", "Notification", "Orientering"),
    Do.FOLLOW_UP: _texts("Opfølgning", "Follow-up", "Oppfølging"),
}
LEVELS: Final[Mapping[Level, Texts]] = {
    Level.POLITICAL: _texts("politisk", "political", "politisk"),
    Level.STRATEGIC: _texts("strategisk", "strategic", "strategisk"),
    Level.TACTICAL: _texts("taktisk", "tactical", "taktisk"),
    Level.OPERATIONAL: _texts("operationelt", "operational", "operasjonelt"),
}
RULES: Final[Mapping[Rule, Texts]] = {
    Rule.ONE: _texts("formandens afgørelse", "the chair's decision", "lederens avgjørelse"),
    Rule.CONSENT: _texts("enighed", "no objection", "enighet"),
    Rule.MAJORITY: _texts("flertal", "majority", "flertall"),
    Rule.QUALIFIED: _texts("kvalificeret flertal", "qualified majority", "kvalifisert flertall"),
    Rule.UNANIMOUS: _texts("enstemmighed", "unanimity", "enstemmighet"),
}
RESULTS: Final[Mapping[Result, Texts]] = {
    Result.APPROVED: _texts("godkendt", "approved", "godkjent"),
    Result.REJECTED: _texts("afslået", "rejected", "avslått"),
    Result.NOTED: _texts("taget til efterretning", "noted", "tatt til etterretning"),
    Result.WITHDRAWN: _texts("trukket tilbage", "withdrawn", "trukket tilbake"),
    Result.LAPSED: _texts("bortfaldet", "lapsed", "bortfalt"),
}
JOINT: Final[Mapping[JointEffect, Texts]] = {
    JointEffect.RECOMMENDATION: _texts(
        "Anbefaling: hvert medlem afgør selv",
        "Recommendation: each member decides itself",
        "Anbefaling: hvert medlem avgjør selv",
    ),
    JointEffect.BINDING: _texts(
        "Bindende efter vedtægterne", "Binding under the statutes", "Bindende etter vedtektene"
    ),
}
PARTICIPATION: Final[Mapping[Participation, Texts]] = {
    Participation.ALL: _texts("alle er med", "all take part", "alle er med"),
    Participation.OPT_IN: _texts("de der vil, er med", "those who want take part", "de som vil, er med"),
}
# One, and several; {n} is the number.
UNITS: Final[Mapping[Unit, tuple[Texts, Texts]]] = {
    Unit.WORKING_DAYS: (
        _texts("{n} arbejdsdag", "{n} working day", "{n} arbeidsdag"),
        _texts("{n} arbejdsdage", "{n} working days", "{n} arbeidsdager"),
    ),
    Unit.CALENDAR_DAYS: (
        _texts("{n} dag", "{n} day", "{n} dag"),
        _texts("{n} dage", "{n} days", "{n} dager"),
    ),
    Unit.MONTHS: (
        _texts("{n} måned", "{n} month", "{n} måned"),
        _texts("{n} måneder", "{n} months", "{n} måneder"),
    ),
    Unit.YEARS: (_texts("{n} år", "{n} year", "{n} år"), _texts("{n} år", "{n} years", "{n} år")),
    Unit.HOUR: (_texts("kl. {n}", "{n}:00", "kl. {n}"), _texts("kl. {n}", "{n}:00", "kl. {n}")),
    Unit.COUNT: (_texts("{n}", "{n}", "{n}"), _texts("{n}", "{n}", "{n}")),
    Unit.MONEY_DKK: (
        _texts("{n} kr.", "DKK {n}", "{n} danske kr"),
        _texts("{n} kr.", "DKK {n}", "{n} danske kr"),
    ),
    Unit.MONEY_NOK: (
        _texts("{n} norske kr.", "NOK {n}", "{n} kr"),
        _texts("{n} norske kr.", "NOK {n}", "{n} kr"),
    ),
    Unit.SHARE: (_texts("{n}", "{n}", "{n}"), _texts("{n}", "{n}", "{n}")),
    Unit.PER_MILLE: (_texts("{n} ‰", "{n} ‰", "{n} ‰"), _texts("{n} ‰", "{n} ‰", "{n} ‰")),
    Unit.PEOPLE: (
        _texts("{n} indbygger", "{n} inhabitant", "{n} innbygger"),
        _texts("{n} indbyggere", "{n} inhabitants", "{n} innbyggere"),
    ),
}
WEEKDAYS: Final[Mapping[str, Texts]] = {
    "MO": _texts("mandag", "Monday", "mandag"),
    "TU": _texts("tirsdag", "Tuesday", "tirsdag"),
    "WE": _texts("onsdag", "Wednesday", "onsdag"),
    "TH": _texts("torsdag", "Thursday", "torsdag"),
    "FR": _texts("fredag", "Friday", "fredag"),
    "SA": _texts("lørdag", "Saturday", "lørdag"),
    "SU": _texts("søndag", "Sunday", "søndag"),
}
MONTHS: Final[tuple[Texts, ...]] = tuple(
    _texts(da, en, nb)
    for da, en, nb in (
        ("januar", "January", "januar"),
        ("februar", "February", "februar"),
        ("marts", "March", "mars"),
        ("april", "April", "april"),
        ("maj", "May", "mai"),
        ("juni", "June", "juni"),
        ("juli", "July", "juli"),
        ("august", "August", "august"),
        ("september", "September", "september"),
        ("oktober", "October", "oktober"),
        ("november", "November", "november"),
        ("december", "December", "desember"),
    )
)
# How often, by the recurrence's frequency: every one, and every {n}.
EVERY: Final[Mapping[str, tuple[Texts, Texts]]] = {
    "DAILY": (
        _texts("hver dag", "every day", "hver dag"),
        _texts("hver {n}. dag", "every {n} days", "hver {n}. dag"),
    ),
    "WEEKLY": (
        _texts("hver uge", "every week", "hver uke"),
        _texts("hver {n}. uge", "every {n} weeks", "hver {n}. uke"),
    ),
    "MONTHLY": (
        _texts("hver måned", "every month", "hver måned"),
        _texts("hver {n}. måned", "every {n} months", "hver {n}. måned"),
    ),
    "YEARLY": (
        _texts("hvert år", "every year", "hvert år"),
        _texts("hvert {n}. år", "every {n} years", "hvert {n}. år"),
    ),
}
ORDINALS: Final[Mapping[int, Texts]] = {
    1: _texts("første", "first", "første"),
    2: _texts("anden", "second", "andre"),
    3: _texts("tredje", "third", "tredje"),
    4: _texts("fjerde", "fourth", "fjerde"),
    5: _texts("femte", "fifth", "femte"),
    -1: _texts("sidste", "last", "siste"),
    -2: _texts("næstsidste", "second last", "nest siste"),
}
OTHER: Final[Mapping[str, Texts]] = {
    "and": _texts("og", "and", "og"),
    "or": _texts("eller", "or", "eller"),
    "not": _texts("ikke", "not", "ikke"),
    "yes": _texts("ja", "yes", "ja"),
    "no": _texts("nej", "no", "nei"),
    "next_meeting": _texts("næste møde", "next meeting", "neste møte"),
    "within_meetings": _texts("senest {n} møder efter", "within {n} meetings", "innen {n} møter"),
    "at_once": _texts("straks", "at once", "straks"),
    "members": _texts(
        "Medlemmerne, hver for sig", "The members, each for itself", "Medlemmene, hver for seg"
    ),
    "by_attribute": _texts("Efter {attribute}", "By {attribute}", "Etter {attribute}"),
    "start": _texts("Start", "Start", "Start"),
    "more": _texts("{n} flere", "{n} more", "{n} flere"),
    "brought_by": _texts("Rejses af", "Brought by", "Reises av"),
    "after_times": _texts("Efter højst {n} gange", "After {n} times at most", "Etter høyst {n} ganger"),
    "items": _texts("Svar på {n} punkter", "Answers {n} points", "Svarer på {n} punkter"),
    "one_item": _texts("Svar på 1 punkt", "Answers 1 point", "Svarer på 1 punkt"),
    "documents": _texts("Dokumenter efter {name}", "Documents of {name}", "Dokumenter etter {name}"),
    "forums": _texts("Fora", "Forums", "Fora"),
    "roles": _texts("Roller på vejen", "Roles on the way", "Roller på veien"),
    "meets": _texts("Mødes", "Meets", "Møtes"),
    "not_in": _texts("ikke i", "not in", "ikke i"),
    "in": _texts("i", "in", "i"),
    "on_day": _texts("den {n}.", "on day {n}", "den {n}."),
    "papers": _texts("Papirer senest {n} før", "Papers {n} before", "Papirer senest {n} før"),
    "decides_by": _texts("Beslutter ved", "Decides by", "Vedtar ved"),
    "until": _texts("Virker til", "Works until", "Virker til"),
    "legend": _texts("Tegnforklaring", "Legend", "Tegnforklaring"),
    "legend_decides": _texts("Afgør sagen", "Decides the matter", "Avgjør saken"),
    "legend_works": _texts("Behandler sagen", "Works on the matter", "Behandler saken"),
    "legend_supplements": _texts("Giver oplysninger", "Gives information", "Gir opplysninger"),
    "legend_informs": _texts("Får besked", "Is told", "Får beskjed"),
    "legend_follows": _texts("Følger op", "Follows up", "Følger opp"),
    "legend_forum": _texts(
        "Farvet: et forum med møder", "Tinted: a forum that meets", "Farget: et forum med møter"
    ),
    "legend_role": _texts("Hvid: en rolle", "White: a role", "Hvit: en rolle"),
    "legend_onward": _texts("Videre", "Onward", "Videre"),
    "legend_return": _texts("Sendes tilbage", "Sent back", "Sendes tilbake"),
    "legend_late": _texts(
        "Når tid eller antal er brugt", "Time or tries used up", "Når tid eller antall er brukt"
    ),
    "legend_good": _texts("Slut: godkendt", "End: approved", "Slutt: godkjent"),
    "legend_noted": _texts("Slut: til efterretning", "End: noted", "Slutt: til etterretning"),
    "legend_bad": _texts("Slut: afslået", "End: rejected", "Slutt: avslått"),
    "legend_off": _texts(
        "Slut: tilbage eller bortfaldet", "End: withdrawn or lapsed", "Slutt: tilbake eller bortfalt"
    ),
    "withdraw": _texts(
        "Kan trækkes tilbage af {who}", "Can be withdrawn by {who}", "Kan trekkes tilbake av {who}"
    ),
    "park": _texts(
        "Kan lægges i bero af {who}, højst {time}",
        "Can be parked by {who}, for {time} at most",
        "Kan legges i bero av {who}, høyst {time}",
    ),
    "who": _texts("Hvem", "Who", "Hvem"),
    "clock": _texts("Frist", "Deadline", "Frist"),
    "checklist": _texts("Tjekliste", "Checklist", "Sjekkliste"),
    "if": _texts("hvis", "if", "hvis"),
    "to_step": _texts("til trin {n}, {name}", "to step {n}, {name}", "til trinn {n}, {name}"),
    "to_end": _texts("slut, {name}", "end, {name}", "slutt, {name}"),
    "end": _texts("Slut", "End", "Slutt"),
    "stays": _texts("Bliver på trinnet: {name}", "Stays at the step: {name}", "Blir på trinnet: {name}"),
    "creates": _texts("det skaber forpligtelsen", "this creates the obligation", "det skaper forpliktelsen"),
    "route": _texts("Vej", "Route", "Vei"),
    "begins": _texts(
        "Begynder ved trin {n}, {name}", "Begins at step {n}, {name}", "Begynner ved trinn {n}, {name}"
    ),
}


def say(key: str, language: str, **given: object) -> str:
    """One of the other words, with what is to stand in it.

    >>> say("after_times", "en", n=3)
    'After 3 times at most'
    """
    return OTHER[key].in_language(language).format(**given)
