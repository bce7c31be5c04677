"""A small world of notices, written by hand after TED's two schemas; the facts are of real notices."""

TED_NS = "http://publications.europa.eu/resource/schema/ted/R2.0.9/publication"

SOLROD_MEALS = """
<F21_2014 CATEGORY="ORIGINAL" FORM="F21" LG="DA">
  <NOTICE TYPE="CONTRACT"/>
  <CONTRACTING_BODY>
    <ADDRESS_CONTRACTING_BODY>
      <OFFICIALNAME>Solrød Kommune</OFFICIALNAME><NATIONALID>68534917</NATIONALID><COUNTRY VALUE="DK"/>
    </ADDRESS_CONTRACTING_BODY>
    <ADDRESS_FURTHER_INFO><OFFICIALNAME>Somebody else</OFFICIALNAME></ADDRESS_FURTHER_INFO>
  </CONTRACTING_BODY>
  <OBJECT_CONTRACT>
    <TITLE><P>Madservice</P></TITLE>
    <CPV_MAIN><CPV_CODE CODE="98514000"/></CPV_MAIN>
    <OBJECT_DESCR ITEM="1">
      <CPV_ADDITIONAL><CPV_CODE CODE="98514000"/></CPV_ADDITIONAL>
      <VAL_OBJECT CURRENCY="DKK">7200000.00</VAL_OBJECT>
      <DATE_START>2022-05-01</DATE_START><DATE_END>2026-04-30</DATE_END>
    </OBJECT_DESCR>
  </OBJECT_CONTRACT>
  <PROCEDURE>
    <DATE_RECEIPT_TENDERS>2022-03-21</DATE_RECEIPT_TENDERS>
    <TIME_RECEIPT_TENDERS>23:59</TIME_RECEIPT_TENDERS>
  </PROCEDURE>
  <COMPLEMENTARY_INFO><DATE_DISPATCH_NOTICE>2022-01-21</DATE_DISPATCH_NOTICE></COMPLEMENTARY_INFO>
</F21_2014>
"""

HVIDOVRE_CAFE = """
<F15_2014 CATEGORY="ORIGINAL" FORM="F15" LG="DA">
  <CONTRACTING_BODY>
    <ADDRESS_CONTRACTING_BODY>
      <OFFICIALNAME>Hvidovre Kommune</OFFICIALNAME><NATIONALID>55606617</NATIONALID><COUNTRY VALUE="DK"/>
    </ADDRESS_CONTRACTING_BODY>
  </CONTRACTING_BODY>
  <OBJECT_CONTRACT>
    <TITLE><P>Koncession</P></TITLE>
    <CPV_MAIN><CPV_CODE CODE="55300000"/></CPV_MAIN>
    <VAL_TOTAL CURRENCY="DKK">40000000.00</VAL_TOTAL>
  </OBJECT_CONTRACT>
  <AWARD_CONTRACT ITEM="1"><AWARDED_CONTRACT>
    <DATE_CONCLUSION_CONTRACT>2022-08-30</DATE_CONCLUSION_CONTRACT>
    <CONTRACTORS><CONTRACTOR><ADDRESS_CONTRACTOR>
      <OFFICIALNAME>LOCA Management ApS</OFFICIALNAME><NATIONALID>38640585</NATIONALID><COUNTRY VALUE="DK"/>
    </ADDRESS_CONTRACTOR></CONTRACTOR></CONTRACTORS>
  </AWARDED_CONTRACT></AWARD_CONTRACT>
</F15_2014>
"""


def ted(form: str, *, number: str = "044742-2022") -> bytes:
    """A TED_EXPORT around one form or several."""
    links = "".join(
        f'<URI_DOC LG="{language}">https://ted.europa.eu/udl?uri=TED:NOTICE:{number}:TEXT:{language}:HTML</URI_DOC>'
        for language in ("EN", "DA")
    )
    return (
        f'<TED_EXPORT xmlns="{TED_NS}" DOC_ID="{number}">'
        "<CODED_DATA_SECTION><REF_OJS><DATE_PUB>20220126</DATE_PUB></REF_OJS>"
        f"<NOTICE_DATA><URI_LIST>{links}</URI_LIST></NOTICE_DATA></CODED_DATA_SECTION>"
        f"<FORM_SECTION><NOTICE_UUID>d459b84b</NOTICE_UUID>{form}</FORM_SECTION></TED_EXPORT>"
    ).encode()


def organisation(key: str, name: str, number: str, country: str = "DNK", touch_point: str = "") -> str:
    point = f"<TouchPoint><PartyIdentification><ID>{touch_point}</ID></PartyIdentification></TouchPoint>"
    return (
        f"<Organization><Company><PartyIdentification><ID>{key}</ID></PartyIdentification>"
        f'<PartyName><Name languageID="ENG">{name} (en)</Name></PartyName>'
        f'<PartyName><Name languageID="DAN">{name}</Name></PartyName>'
        f"<PostalAddress><Country><IdentificationCode>{country}</IdentificationCode></Country></PostalAddress>"
        f"<PartyLegalEntity><CompanyID>{number}</CompanyID></PartyLegalEntity></Company>"
        f"{point if touch_point else ''}</Organization>"
    )


BUYER = organisation("ORG-0001", "SK Varme A/S", "27736904", touch_point="TPO-0001")
WINNER = organisation("ORG-0002", "Terma A/S", "41881828")
LOSER = organisation("ORG-0003", "Nokia Oy", "2058430-6", "FIN")

LOT = """<ProcurementProjectLot>
  <ID>LOT-0000</ID>
  <TenderingProcess>
    <AdditionalInformationRequestPeriod><EndDate>2023-11-20+01:00</EndDate></AdditionalInformationRequestPeriod>
    <TenderSubmissionDeadlinePeriod>
      <EndDate>2023-12-04+01:00</EndDate><EndTime>10:00:00+01:00</EndTime>
    </TenderSubmissionDeadlinePeriod>
  </TenderingProcess>
  <ProcurementProject>
    <RequestedTenderTotal>
      <EstimatedOverallContractAmount currencyID="DKK">2500000</EstimatedOverallContractAmount>
    </RequestedTenderTotal>
    <MainCommodityClassification><ItemClassificationCode>45000000</ItemClassificationCode></MainCommodityClassification>
    <AdditionalCommodityClassification>
      <ItemClassificationCode>72230000</ItemClassificationCode>
    </AdditionalCommodityClassification>
    <PlannedPeriod><StartDate>2024-02-13+01:00</StartDate><EndDate>2025-09-01+02:00</EndDate></PlannedPeriod>
  </ProcurementProject>
</ProcurementProjectLot>"""

RESULT = """<NoticeResult>
  <TotalAmount currencyID="DKK">1950000.5</TotalAmount>
  <LotTender><ID>TEN-0001</ID><TenderingParty><ID>TPA-0001</ID></TenderingParty></LotTender>
  <LotTender><ID>TEN-0002</ID><TenderingParty><ID>TPA-0002</ID></TenderingParty></LotTender>
  <SettledContract><IssueDate>2024-01-15Z</IssueDate><LotTender><ID>TEN-0001</ID></LotTender></SettledContract>
  <TenderingParty><ID>TPA-0001</ID><Tenderer><ID>ORG-0002</ID></Tenderer></TenderingParty>
  <TenderingParty><ID>TPA-0002</ID><Tenderer><ID>ORG-0003</ID></Tenderer></TenderingParty>
</NoticeResult>"""


def eforms(
    *,
    root: str = "ContractNotice",
    stage: str = "competition",
    number: str = "00665431-2023",
    buyer: str = "ORG-0001",
    result: str = "",
    lots: str = LOT,
) -> bytes:
    """An eForms notice; local names as in UBL, all in one namespace."""
    publication = (
        f"<Publication><NoticePublicationID>{number}</NoticePublicationID>"
        "<PublicationDate>2023-10-31Z</PublicationDate></Publication>"
    )
    return (
        f'<{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2">'
        "<UBLExtensions><UBLExtension><ExtensionContent><EformsExtension>"
        f"{result}<NoticeSubType><SubTypeCode>15</SubTypeCode></NoticeSubType>"
        f"<Organizations>{BUYER}{WINNER}{LOSER}</Organizations>{publication if number else ''}"
        "</EformsExtension></ExtensionContent></UBLExtension></UBLExtensions>"
        f'<IssueDate>2023-10-27+00:00</IssueDate><NoticeTypeCode listName="{stage}">qu-sy</NoticeTypeCode>'
        "<NoticeLanguageCode>DAN</NoticeLanguageCode>"
        f"<ContractingParty><Party><PartyIdentification><ID>{buyer}</ID></PartyIdentification>"
        "<ServiceProviderParty><Party><PartyIdentification><ID>ORG-0003</ID></PartyIdentification></Party>"
        "</ServiceProviderParty></Party></ContractingParty>"
        '<ProcurementProject><Name languageID="ENG">Gas</Name><Name languageID="DAN">Gaskonvertering</Name>'
        "<MainCommodityClassification><ItemClassificationCode>45000000</ItemClassificationCode>"
        f"</MainCommodityClassification></ProcurementProject>{lots}</{root}>"
    ).encode()
