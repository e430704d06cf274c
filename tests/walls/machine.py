# machine.py -- what this machine's kernel can do that another's cannot.
import functools
import pathlib
import signal
import subprocess
import tempfile

GETPID = 'int main(void) { long answer = 20; __asm__ volatile("int $0x80" : "+a"(answer) : : "memory"); return 0; }'


@functools.cache
def has_32_bit_calls():
    """Whether int $0x80 reaches the kernel; built without them, or on some virtual machines, it is a fault."""
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder, "getpid")
        subprocess.run(["gcc", "-x", "c", "-", "-o", program], input=GETPID.encode(), check=True)
        status = subprocess.run([program], check=False).returncode
    assert status in (0, -signal.SIGSEGV), status
    return status == 0
