"""What is done often: ``nox -s test``, ``lint``, ``docs``, ``bench``, ``sdist``, ``release``; ``nox -l`` lists all.

``.ci/run`` is the gate, and does more: it tries the README's commands as they stand.
"""

import nox

nox.options.sessions = ["lint", "test"]
nox.options.reuse_existing_virtualenvs = True


def install_with(session: nox.Session, group: str) -> None:
    """Install the program with what its tests need and a group of dependencies, which pip knows from 25.1 on."""
    session.install("pip>=25.1")
    session.install("-e", ".[test]", "--group", group)


@nox.session
def test(session: nox.Session) -> None:
    """Run the tests; arguments are pytest's."""
    session.install("-e", ".[test]")
    session.run("pytest", *session.posargs)


@nox.session
def coverage(session: nox.Session) -> None:
    """Tell which lines and branches no test reaches; takes two to three times as long as the tests alone."""
    install_with(session, "coverage")
    session.run("pytest", "-q", "--cov", "--cov-report=term:skip-covered", *session.posargs)


@nox.session
def sdist(session: nox.Session) -> None:
    """Run the tests from the source archive with the lowest versions; arguments are pytest's."""
    session.install("build")
    session.run("python", "tools/sdist.py", "--", *session.posargs)


@nox.session(python=["3.12", "3.13", "3.14"])
def python(session: nox.Session) -> None:
    """Run the tests on another Python, if there is one."""
    session.install(".[test]")
    session.run("pytest", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, types and layers."""
    install_with(session, "lint")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")
    session.run("lint-imports", "--no-logo")
    session.run("python", "tools/documents.py", "--check")


@nox.session
def docs(session: nox.Session) -> None:
    """Write the documents that the program makes anew."""
    session.install("-e", ".[test]")
    session.run("python", "tools/documents.py")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure start-up, on a wheel that holds the first edition; an argument is an older program to compare with."""
    session.run("python", "benchmarks/wheel.py", session.create_tmp())
    session.install("--force-reinstall", "--no-deps", session.create_tmp() + "/timeline")
    session.install(session.create_tmp() + "/timeline")
    session.run("python", "benchmarks/startup.py")
    if session.posargs:
        session.run("python", "benchmarks/pairs.py", *session.posargs, f"{session.bin}/timeline")


@nox.session
def mutate(session: nox.Session) -> None:
    """Change the rules one by one, and see a test fail for each; arguments are modules."""
    install_with(session, "mutate")
    session.run("python", "tools/mutate.py", *session.posargs)


@nox.session
def release(session: nox.Session) -> None:
    """Build what is released and try it (CONTRIBUTING.md says what comes before and after)."""
    session.install("build", "twine")
    session.run("python", "tools/release.py", *session.posargs)
