"""A model that has been loaded says what it is made of, in a way that never changes unseen."""

from hashlib import sha256

from tests.core.governance.small_world import WORLD, load_from

from samspil import library
from samspil.core.governance.document import read
from samspil.core.governance.load import digest_of


def test_a_digest_is_that_of_the_language_and_the_values_written_in_one_way() -> None:
    """Versions that have been adopted are pinned by it: what is hashed, and how, stays as it is."""
    whole = '{"language":1,"model":{"name":"Sorø","numbers":[1,2]}}'
    found = digest_of(read("name: Sorø\nnumbers: [1,  2]  # two\n".encode(), "f"))
    assert found == sha256(whole.encode()).hexdigest()


def test_a_model_keeps_its_digest_and_the_register_it_was_loaded_with() -> None:
    town = load_from(WORLD, "town")
    assert town.digest == digest_of(town.document)
    assert town.municipalities == library.municipalities()
