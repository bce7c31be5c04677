"""Whatever is said of a model points to a place that its file has, or that the language knows of."""

from collections.abc import Iterator

import pytest

from samspil.core.errors import Place
from samspil.core.governance.document import Document, Path
from samspil.core.governance.language.model import Model
from samspil.core.governance.shape import _known_keys

WORDS = {*_known_keys(), *Model.model_fields}


@pytest.fixture(autouse=True, scope="module")
def places_that_the_language_knows() -> Iterator[None]:
    """A file that leaves something out is pointed to around it: a misspelt path would look the same.

    Only what a table of the model holds may be anything: a forum may be gone.
    """
    place = Document.place

    def known(document: Document, path: Path) -> Place:
        here = tuple(path)
        while here not in document.places:
            here = here[:-1]
        if "language" in document.value:
            assert {one for at, one in enumerate(path) if at >= len(here) and at != 1} <= WORDS, path
        return place(document, path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Document, "place", known)
        yield
