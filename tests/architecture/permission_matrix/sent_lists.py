"""Lists that somebody has sent and nobody has approved yet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from tests.apps.organisations.test_importing import people_of
from tests.apps.world import HVIDOVRE, World

from samspil.apps.benefits.services import measured_lists
from samspil.apps.organisations import selectors
from samspil.apps.organisations.services.uploading import SentFile, keep_upload
from samspil.apps.portfolio.services.importing import keeping
from samspil.kit.ids import new_id
from samspil.kit.journal.recording import By

MEASUREMENTS = b"Gevinst;Indikator;Fra;Til;V\xc3\xa6rdi;Enhed\nx;x;01.01.2026;31.01.2026;1;x"


def sent_lists(world: World, named: UUID) -> dict[str, dict[str, Any]]:
    """Lists of Hvidovre, inside its scope; that of measurements was sent by who is named."""
    owner, at = world.organisation(HVIDOVRE), timezone.now()
    on = timezone.localdate(at)
    people = SentFile("x.csv", people_of("Bo Friis;bo@x.example;;Leder"), is_complete=False)
    upload = keep_upload(owner.pk, people, on, By(str(new_id()), at))
    initiatives = keeping.SentList("x.csv", b"Sagsnr.;Indsats;Status\n1;x;x")
    portfolio, with_a_worker = (
        keeping.keep_list(owner.pk, initiatives, by=new_id(), at=at) for _again in range(2)
    )
    with_a_worker.confirmed_at = at
    with_a_worker.save()
    acting = selectors.acting(owner, named, on)
    measured, kept_by_a_worker = (
        measured_lists.keep_list("x.csv", MEASUREMENTS, "da", acting=acting, at=at) for _again in range(2)
    )
    kept_by_a_worker.confirmed_at = at
    kept_by_a_worker.save()
    return {
        "a list of units and people": {"id": upload.public_id},
        "a list of initiatives": {"id": portfolio.public_id},
        "a list of initiatives that a worker has": {"id": with_a_worker.public_id},
        "a list of measurements that one has sent": {"id": measured.public_id},
        "a list of measurements that a worker has": {"id": kept_by_a_worker.public_id},
    }
