"""``timeline``, and ``python -m dprkru_timeline``."""

import os
import sys

_INTERRUPTED = 130  # errors.ExitCode has it too, but is not imported yet when it may be needed


def main() -> None:
    """Run the program on the command line's arguments and exit with its code: the entry point of both commands."""
    try:
        code = _run()
    except KeyboardInterrupt:  # before it was said what Ctrl-C does
        code = _INTERRUPTED
    except Exception as error:  # what says what went wrong could not even be loaded
        if os.environ.get("TIMELINE_DEBUG"):
            raise
        what = getattr(error, "strerror", None) or ("not enough memory" if isinstance(error, MemoryError) else error)
        os.write(2, f"timeline: error: the system gives too little to say what failed: {what}\n".encode())
        code = 1
    if "dprkru_timeline.index.cache" in sys.modules:
        _make_indexes()
    if "logging" in sys.modules:  # a library is loaded that may have left something for the end, as matplotlib does
        sys.exit(code)
    # All is written (cli.app), and nothing of ours waits for Python to clear up, which takes a fortieth of a run.
    os._exit(code)


def _make_indexes() -> None:
    try:
        from dprkru_timeline.index.behind import make_pending

        make_pending()
    except (ImportError, OSError, MemoryError):  # then there is none
        return


def _run() -> int:
    import signal

    # In a job in the background it is ignored, and stays so.
    listens = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if listens:
        # Python's own way, an exception at any place, ends in a traceback wherever nobody waits for it: in an import,
        # in a callback of the interpreter. What has something to put back first says so (store/signals).
        signal.signal(signal.SIGINT, _leave)
    import gc

    # A command ends before garbage in rings could matter. Looking for it in the tens of thousands of
    # values that make up a chronology, while they are made, takes 15 ms.
    gc.disable()
    if not sys.warnoptions:
        import warnings

        warnings.simplefilter("ignore")  # what libraries tell programmers is nothing to a user
    try:
        if any(name.endswith("TIMELINE_COMPLETE") for name in os.environ):
            from dprkru_timeline.cli.tab import answered

            if answered():
                return 0
        from dprkru_timeline.cli.app import run

        code = run(sys.argv[1:])
    finally:
        if listens:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the answer is out; what is left is Python's own way out
    return code


def _leave(*_: object) -> None:
    os._exit(_INTERRUPTED)


_leave.ends_all = True  # type: ignore[attr-defined] # store.signals.at_once asks


if __name__ == "__main__":
    main()
