"""Award notices written by hand after TED's two schemas: two lots, two winners, a framework agreement."""

from __future__ import annotations

from tests.core.notices.notice_files import BUYER, LOSER, WINNER, organisation

FRAMEWORK_F03 = """
<F03_2014 CATEGORY="ORIGINAL" FORM="F03" LG="DA">
  <CONTRACTING_BODY>
    <ADDRESS_CONTRACTING_BODY>
      <OFFICIALNAME>Hvidovre Kommune</OFFICIALNAME><NATIONALID>55606617</NATIONALID><COUNTRY VALUE="DK"/>
    </ADDRESS_CONTRACTING_BODY>
    <ADDRESS_CONTRACTING_BODY_ADDITIONAL>
      <OFFICIALNAME>Rødovre Kommune</OFFICIALNAME><NATIONALID>65307316</NATIONALID><COUNTRY VALUE="DK"/>
    </ADDRESS_CONTRACTING_BODY_ADDITIONAL>
  </CONTRACTING_BODY>
  <OBJECT_CONTRACT>
    <TITLE><P>Omsorg og hjælpemidler</P></TITLE>
    <REFERENCE_NUMBER>2023-17</REFERENCE_NUMBER>
    <CPV_MAIN><CPV_CODE CODE="48180000"/></CPV_MAIN>
    <VAL_TOTAL CURRENCY="DKK">60000000.00</VAL_TOTAL>
    <OBJECT_DESCR ITEM="1">
      <TITLE><P>Omsorgssystem</P></TITLE><LOT_NO>1</LOT_NO>
      <CPV_ADDITIONAL><CPV_CODE CODE="72260000"/></CPV_ADDITIONAL>
      <DATE_START>2023-06-01</DATE_START><DATE_END>2027-05-31</DATE_END>
      <OPTIONS/><OPTIONS_DESCR><P>2 x 12 måneder</P></OPTIONS_DESCR>
    </OBJECT_DESCR>
    <OBJECT_DESCR ITEM="2">
      <TITLE><P>Hjælpemidler</P></TITLE><LOT_NO>2</LOT_NO>
      <DURATION TYPE="YEAR">4</DURATION>
      <RENEWAL/><RENEWAL_DESCR><P>Kan fornys én gang</P></RENEWAL_DESCR>
    </OBJECT_DESCR>
  </OBJECT_CONTRACT>
  <PROCEDURE><PT_OPEN/><FRAMEWORK/></PROCEDURE>
  <AWARD_CONTRACT ITEM="1">
    <CONTRACT_NO>1</CONTRACT_NO><LOT_NO>1</LOT_NO><TITLE><P>Omsorgssystem</P></TITLE>
    <AWARDED_CONTRACT>
      <DATE_CONCLUSION_CONTRACT>2023-05-15</DATE_CONCLUSION_CONTRACT>
      <CONTRACTORS><CONTRACTOR><ADDRESS_CONTRACTOR>
        <OFFICIALNAME>Fiktiv Omsorg A/S</OFFICIALNAME><NATIONALID>25050053</NATIONALID><COUNTRY VALUE="DK"/>
      </ADDRESS_CONTRACTOR></CONTRACTOR></CONTRACTORS>
      <VALUES><VAL_TOTAL CURRENCY="DKK">40000000.00</VAL_TOTAL></VALUES>
    </AWARDED_CONTRACT>
  </AWARD_CONTRACT>
  <AWARD_CONTRACT ITEM="2">
    <LOT_NO>2</LOT_NO>
    <AWARDED_CONTRACT>
      <DATE_CONCLUSION_CONTRACT>2023-05-20</DATE_CONCLUSION_CONTRACT>
      <CONTRACTORS>
        <CONTRACTOR><ADDRESS_CONTRACTOR>
          <OFFICIALNAME>Den Ene ApS</OFFICIALNAME><NATIONALID>38640585</NATIONALID><COUNTRY VALUE="DK"/>
        </ADDRESS_CONTRACTOR></CONTRACTOR>
        <CONTRACTOR><ADDRESS_CONTRACTOR>
          <OFFICIALNAME>Nokia Oy</OFFICIALNAME><NATIONALID>2058430-6</NATIONALID><COUNTRY VALUE="FI"/>
        </ADDRESS_CONTRACTOR></CONTRACTOR>
      </CONTRACTORS>
      <VALUES><VAL_TOTAL CURRENCY="DKK">1.00</VAL_TOTAL></VALUES>
    </AWARDED_CONTRACT>
  </AWARD_CONTRACT>
  <AWARD_CONTRACT ITEM="3">
    <LOT_NO>3</LOT_NO><NO_AWARDED_CONTRACT><PROCUREMENT_UNSUCCESSFUL/></NO_AWARDED_CONTRACT>
  </AWARD_CONTRACT>
</F03_2014>
"""


def result_lot(number: str, title: str, *, period: str = "", more: str = "", framework: str = "") -> str:
    system = (
        "<ContractingSystem><ContractingSystemTypeCode listName='framework-agreement'>fa-wo-rc"
        "</ContractingSystemTypeCode></ContractingSystem>"
    )
    return (
        f"<ProcurementProjectLot><ID>{number}</ID><TenderingProcess>{framework}{system if framework else ''}"
        f"</TenderingProcess><ProcurementProject><Name languageID='DAN'>{title}</Name>"
        "<MainCommodityClassification><ItemClassificationCode>48180000</ItemClassificationCode>"
        f"</MainCommodityClassification>{period}{more}</ProcurementProject></ProcurementProjectLot>"
    )


USERS = (
    "<FrameworkAgreement><SubsequentProcessTenderRequirement><Name>buyer-categories</Name>"
    "<Description languageID='DAN'>Kommunerne i foreningen</Description>"
    "</SubsequentProcessTenderRequirement></FrameworkAgreement>"
)
EXTENSION = (
    "<ContractExtension><OptionsDescription languageID='DAN'>Op til to år</OptionsDescription>"
    "<MaximumNumberNumeric>2</MaximumNumberNumeric></ContractExtension>"
)
TWO_LOTS = result_lot(
    "LOT-0001",
    "Omsorg",
    period="<PlannedPeriod><StartDate>2024-02-01+01:00</StartDate><EndDate>2028-01-31+01:00</EndDate></PlannedPeriod>",
    more=EXTENSION,
    framework=USERS,
) + result_lot(
    "LOT-0002",
    "Hjælpemidler",
    period="<PlannedPeriod><DurationMeasure unitCode='MONTH'>48</DurationMeasure></PlannedPeriod>",
)
TWO_CONTRACTS = """<NoticeResult>
  <TotalAmount currencyID="DKK">9000000</TotalAmount>
  <OverallMaximumFrameworkContractsAmount currencyID="DKK">12000000</OverallMaximumFrameworkContractsAmount>
  <LotTender><ID>TEN-0001</ID>
    <LegalMonetaryTotal><PayableAmount currencyID="DKK">5000000</PayableAmount></LegalMonetaryTotal>
    <TenderingParty><ID>TPA-0001</ID></TenderingParty><TenderLot><ID>LOT-0001</ID></TenderLot></LotTender>
  <LotTender><ID>TEN-0002</ID>
    <LegalMonetaryTotal><PayableAmount currencyID="DKK">4000000</PayableAmount></LegalMonetaryTotal>
    <TenderingParty><ID>TPA-0002</ID></TenderingParty><TenderLot><ID>LOT-0002</ID></TenderLot></LotTender>
  <SettledContract><ID>CON-0001</ID><IssueDate>2024-01-15Z</IssueDate>
    <ContractReference><ID>2024-3</ID></ContractReference><LotTender><ID>TEN-0001</ID></LotTender></SettledContract>
  <SettledContract><ID>CON-0002</ID><IssueDate>2024-01-16Z</IssueDate>
    <Title languageID="DAN">Aftale om hjælpemidler</Title>
    <LotTender><ID>TEN-0002</ID></LotTender></SettledContract>
  <TenderingParty><ID>TPA-0001</ID><Tenderer><ID>ORG-0002</ID></Tenderer></TenderingParty>
  <TenderingParty><ID>TPA-0002</ID><Tenderer><ID>ORG-0003</ID></Tenderer></TenderingParty>
</NoticeResult>"""
HVIDOVRE = organisation("ORG-0001", "Hvidovre Kommune", "55606617")


def eforms_result(
    result: str = TWO_CONTRACTS,
    lots: str = TWO_LOTS,
    *,
    stage: str = "result",
    buyer: str = BUYER,
    changes: str = "",
    winner: str = WINNER,
) -> bytes:
    """An eForms result; ``changes`` is the notice that it corrects."""
    changed = f"<Changes><ChangedNoticeIdentifier>{changes}</ChangedNoticeIdentifier></Changes>"
    return (
        '<ContractAwardNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractAwardNotice-2">'
        "<UBLExtensions><UBLExtension><ExtensionContent><EformsExtension>"
        f"{changed if changes else ''}{result}<NoticeSubType><SubTypeCode>29</SubTypeCode></NoticeSubType>"
        f"<Organizations>{buyer}{winner}{LOSER}</Organizations>"
        "</EformsExtension></ExtensionContent></UBLExtension></UBLExtensions>"
        "<ID>0a1b2c3d-0000-4000-8000-000000000001</ID>"
        f'<IssueDate>2024-02-01Z</IssueDate><NoticeTypeCode listName="{stage}">can-standard</NoticeTypeCode>'
        "<NoticeLanguageCode>DAN</NoticeLanguageCode>"
        "<ContractingParty><Party><PartyIdentification><ID>ORG-0001</ID></PartyIdentification></Party>"
        "</ContractingParty><ProcurementProject><Name languageID='DAN'>Velfærdsteknologi</Name>"
        "<MainCommodityClassification><ItemClassificationCode>48000000</ItemClassificationCode>"
        f"</MainCommodityClassification></ProcurementProject>{lots}</ContractAwardNotice>"
    ).encode()
