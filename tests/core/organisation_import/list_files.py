"""Lists as municipalities keep them, made up here: hundreds of rows, dirty as they come."""

from samspil.core.organisation_import.listed import OrganisationLists
from samspil.core.organisation_import.reading import read_lists
from samspil.core.tables.reading import Table, from_csv, from_sheets

Sheet = list[list[object]]

KITOS_UNITS: Sheet = [
    ["Id", "Overordnet afdeling (påkrævet)", "Afdelingsnavn (påkrævet)", "EAN nummer"],
    [1.0, None, "Solrød Kommune", None],
    [3.0, "Børn og Unge", "Skoler", 5798009811578.0],
    [2.0, "Solrød Kommune", "Børn og Unge", ""],
    [None, "1", " Digitalisering\u00a0og  it ", "5798009811585"],
]
KITOS_USERS: Sheet = [
    ["Id", "Fornavn (påkrævet)", "Efternavn (påkrævet)", "Email (påkrævet)", "Telefon"],
    [1.0, "Åse", "Ørsted", "Aase@Solrod.dk ", 12345678.0],
    [2.0, "Bo", "Friis-Holm", "bo@solrod.dk", None],
    [None, None, None, None, None],
]
MOX_ROLES: Sheet = [
    ["Afdelingsnavn", "Organisationsrolle", "Bruger"],
    ["Skoler", "Leder", "bo@solrod.dk"],
    ["Digitalisering og it", "Chef", "Åse Ørsted"],
]
# Their check digits were worked out by hand: the weighted sums are 70 and 80.

FIRST_NAMES = ("Åse", "Bo", "Cecilie", "Dorthe", "Erik", "Freja", "Gorm", "Hanne", "Ib", "Jørgen")


def workbook(**sheets: Sheet) -> tuple[Table, ...]:
    names = {"units": "Organisationsenheder", "people": "Brugere", "roles": "Organisationsrolle"}
    return from_sheets("kitos.xlsx", {names.get(key, key): rows for key, rows in sheets.items()})


def solrod() -> OrganisationLists:
    return read_lists(workbook(units=KITOS_UNITS, people=KITOS_USERS, roles=MOX_ROLES))


def many_units(count: int = 300) -> str:
    """Units three levels deep, children before parents, blank lines, spaces and stray capitals between."""
    lines = ["Enheds-ID;Navn;Overordnet enhed;Forkortelse;EAN-nr."]
    for number in range(count, 0, -1):
        parent = "" if number == 1 else f" e{number // 7 + 1 if number > 7 else 1} "
        lines.append(f"E{number};  Enhed   nr. {number};{parent};{'EN' + str(number) if number % 3 else ''};")
        if number % 50 == 0:
            lines.append(";;;;")
    return "\r\n".join(lines) + "\r\n"


def many_people(count: int = 600, units: int = 300) -> str:
    """People with names in quotation marks, several roles, capitals in the address, some in two units."""
    lines = ["Navn;E-mail;Enhed;Roller;Mobil"]
    for number in range(count):
        name = f"{FIRST_NAMES[number % 10]} Test{number}"
        lines.append(f'"{name}";Person{number}@KOMMUNE.dk; E{number % units + 1};Leder, Forandringsagent;')
        if number % 100 == 0:
            lines.append(f"{name};person{number}@kommune.dk;Enhed nr. {number % units + 2};;")
    return "\n".join(lines)


def municipality() -> OrganisationLists:
    units = from_csv(many_units().encode("cp1252"), "enheder.csv")
    people = from_csv(b"\xef\xbb\xbf" + many_people().encode(), "personer.csv")
    return read_lists([units, people])
