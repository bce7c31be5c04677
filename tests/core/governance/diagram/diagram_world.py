"""A small model in which everything occurs that a picture has to show, with names that are hard to write."""

from collections.abc import Mapping
from functools import cache

from samspil import library
from samspil.core.governance.load import GovernanceModel, load

MODEL = """
language: 1
key: pictured
version: "1.0"
extends: danish_municipality
valid_from: 2024-01-01
name: {da: Drift & udvikling <sammen>, en: Running & developing <together>, nb: Drift & utvikling <sammen>}
summary: {da: Alt på én gang, en: Everything at once, nb: Alt på én gang}
source: assumed
organisation: {kind: municipality}
terms:
  outcomes:
    wait: {name: {da: Udsæt, en: Wait, nb: Utsett}, effect: advances}
  ends:
    done: {name: {da: I drift, en: Running, nb: I drift}, result: approved}
roles:
  adviser: {name: {da: Rådgiver, en: Adviser, nb: Rådgiver}, source: assumed}
  lawyer: {name: {da: Jurist, en: Lawyer, nb: Jurist}, source: assumed}
forums:
  task_group:
    name: {da: Arbejdsgruppen, en: The task group, nb: Arbeidsgruppen}
    level: operational
    seats: {adviser: {role: adviser, number: 3, source: assumed}}
    chair: adviser
    calendar:
      starts: 2024-01-03T09:00
      rule: FREQ=MONTHLY;BYDAY=1WE
      when_closed: next
      source: assumed
    papers: board_paper_days
    agenda: board_agenda
    deciding: {rule: one, quorum: half, source: assumed}
    until: 2034-06-30
    source: assumed
attributes:
  theme:
    name: {da: Tema, en: Theme, nb: Tema}
    type: choice
    choices:
      health: {name: {da: Sundhed, en: Health, nb: Helse}, forum: task_group, role: adviser}
      schools: {name: {da: Skoler, en: Schools, nb: Skoler}, forum: executive_board, role: lawyer}
      roads: {name: {da: Veje, en: Roads, nb: Veier}, forum: executive_board, role: lawyer}
  level:
    name: {da: Niveau, en: Level, nb: Nivå}
    type: choice
    choices:
      low: {name: {da: Lavt, en: Low, nb: Lavt}}
      middle: {name: {da: Middel, en: Middle, nb: Middels}}
      high: {name: {da: Højt, en: High, nb: Høyt}}
      highest: {name: {da: Højest, en: Highest, nb: Høyest}}
  phase:
    name: {da: Fase, en: Phase, nb: Fase}
    type: choice
    phases_of: project
kinds:
  plan:
    name: {da: Plan for A<B & C, en: Plan for A<B & C, nb: Plan for A<B & C}
    route: plan
    brought_by: [adviser, lawyer, director, mayor, head_of_digitalisation]
    attributes: [theme, phase, amount, new_appropriation]
    source: assumed
mandates:
  council_appropriates: {kinds: [joint_consent, plan]}
  finance_committee_recommends: {kinds: [joint_consent, plan]}
  anyone_decides:
    who: {role_for: theme}
    code: B
    kinds: [plan]
    scope: organisation
    source: assumed
  anyone_recommends:
    who: {role_for: theme}
    code: I
    kinds: [plan]
    when: {new_appropriation: true}
    scope: organisation
    source: assumed
  group_decides:
    who: {forum_for: theme}
    code: B
    kinds: [plan]
    scope: organisation
    source: assumed
  group_recommends:
    who: {forum_for: theme}
    code: I
    kinds: [plan]
    when: {new_appropriation: true}
    scope: organisation
    source: assumed
routes:
  plan:
    name: {da: Fra plan til drift, en: From plan to running, nb: Fra plan til drift}
    start: look
    steps:
      look:
        do: screen
        name: {da: Kig på det & sig til, en: Look at it & say so, nb: Se på det & si fra}
        who: {role_for: theme}
        clock: {working_days: head_consent_days}
        at_most: {times: most_returns, then: lapsed}
        items:
          one: {name: {da: Et punkt, en: One point, nb: Ett punkt}}
        documents_of: project
        outcomes:
          wait: {to: look, effect: returns, needs_reason: true}
          recommend:
            to:
              - {when: {new_appropriation: true}, to: finance_committee}
              - {when: {amount: {over: head_consent_limit}, theme: [health, schools]}, to: group}
              - {when: [{phase: start, theme: roads}, {amount: {at_most: head_consent_limit}}], to: ask}
              - {when: {new_appropriation: true}, to: council}
              - {to: group}
          late: {to: group}
        source: assumed
      ask:
        do: supplement
        name: {da: Svar, en: Answer, nb: Svar}
        who: {role: requester}
        clock: {working_days: supplement_days}
        outcomes:
          supplement: {to: group}
          late: {to: lapsed}
        source: assumed
      group:
        do: decide
        name: {da: Gruppen beslutter, en: The group decides, nb: Gruppen vedtar}
        who: {forum_for: theme}
        clock: {meetings: two_meetings}
        outcomes:
          approve: {to: tell, creates: [report], when: {new_appropriation: false}}
          approve_with_conditions: {to: tell, when: {new_appropriation: false}}
          reject: {to: rejected, needs_reason: true, when: {new_appropriation: false}}
          recommend: {to: finance_committee, when: {new_appropriation: true}}
        source: assumed
      finance_committee:
        do: advise
        name: {da: Udvalget indstiller, en: The committee recommends, nb: Utvalget innstiller}
        who: {forum: finance_committee}
        clock: {meetings: next_meeting}
        outcomes:
          recommend: {to: council}
        source: assumed
      council:
        do: decide
        name: {da: Kommunalbestyrelsen bevilger, en: The council appropriates, nb: Kommunestyret bevilger}
        who: {forum: council}
        clock: {meetings: next_meeting}
        outcomes:
          approve: {to: tell}
          reject: {to: rejected, needs_reason: true}
        source: assumed
      tell:
        do: inform
        name: {da: Rådgiveren får besked, en: The adviser is told, nb: Rådgiveren får beskjed}
        who: {role: adviser}
        outcomes:
          informed: {to: run}
        source: assumed
      run:
        do: follow_up
        name: {da: Det kører, en: It runs, nb: Det går}
        who: {role: requester}
        clock: {months: park_months}
        items:
          first: {name: {da: Første måling, en: First measurement, nb: Første måling}}
          second: {name: {da: Anden måling, en: Second measurement, nb: Andre måling}, required: false}
        outcomes:
          done: {to: done}
          late: {to: lapsed}
        source: assumed
    withdraw: {by: [requester], to: lapsed}
    park: {by: [requester, adviser], at_most: park_months}
    source: assumed
  spare:
    name: {da: En vej uden sager, en: A route without matters, nb: En vei uten saker}
    start: only
    steps:
      only:
        do: inform
        name: {da: Besked, en: Notice, nb: Beskjed}
        who: {role: adviser}
        outcomes:
          informed: {to: noted}
        source: assumed
    withdraw: {by: [adviser], to: withdrawn}
    source: assumed
obligations:
  report:
    name: {da: Fortæl hvordan det gik, en: Tell how it went, nb: Fortell hvordan det gikk}
    owed_by: {role: requester}
    owed_to: {role: adviser}
    after: {months: park_months}
    source: assumed
project_models:
  project:
    name: {da: Projektmodellen, en: The project model, nb: Prosjektmodellen}
    trained_roles: [adviser]
    phases:
      start: {name: {da: Opstart, en: Start-up, nb: Oppstart}, documents: {}, source: assumed}
      build: {name: {da: Udvikling, en: Building, nb: Utvikling}, documents: {}, source: assumed}
    source: assumed
"""

PARAMETERS = """
park_months:
  name: {da: Bero, en: Rest, nb: Hvile}
  unit: months
  values:
    2024-01-01: {value: 1, source: assumed}
    2025-01-01: {value: 7, source: assumed}
two_meetings:
  name: {da: Møder, en: Meetings, nb: Møter}
  unit: count
  values:
    2024-01-01: {value: 2, source: assumed}
"""


def files(key: str) -> Mapping[str, bytes]:
    """The pictured model's files, or a shipped model's."""
    if key == "pictured":
        return {"model.yaml": MODEL.encode(), "parameters.yaml": PARAMETERS.encode()}
    return library.model_files(key)


@cache
def pictured() -> GovernanceModel:
    return load("pictured", files, library.municipalities())


@cache
def shipped(key: str) -> GovernanceModel:
    return load(key, library.model_files, library.municipalities())
