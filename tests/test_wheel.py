import subprocess
import sys
import zipfile
from pathlib import Path

import hatchling.build
import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        name = hatchling.build.build_wheel(str(folder))
    with zipfile.ZipFile(folder / name) as wheel:
        wheel.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_the_wheel_holds_banks_scenarios_and_all_data(unpacked: Path) -> None:
    shipped = unpacked / "coach" / "_shipped"
    here = {path.name for path in (ROOT / "question_banks").glob("*.yaml")}
    assert {path.name for path in (shipped / "question_banks").glob("*.yaml")} == here
    assert (shipped / "scenarios").is_dir()
    assert (unpacked / "coach" / "tui" / "styles.tcss").is_file()
    assert (unpacked / "coach" / "interview" / "data" / "voice.yaml").is_file()


def test_an_installed_coach_draws_from_the_banks_it_carries(unpacked: Path, tmp_path: Path) -> None:
    command = "from coach.cli import main; main(['draw', '--standard', 'l3-css-1.1', '--method', 'project-interview'])"
    environment = {"PYTHONPATH": str(unpacked), "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Not covered: none." in done.stdout


def test_an_editable_install_finds_the_banks_beside_the_package() -> None:
    from coach import paths

    assert paths.shipped("question_banks") == ROOT / "question_banks"
