/* hints.c -- how to mend what the compiler complains about, in the words of a patient assistant. */
#include "server/diagnostics.h"

#include <string.h>

/* Where a name is declared. A name that ends in '*' stands for all that begin like it; the first row that fits wins. */
static const struct {
    const char *header, *names;
} declared_in[] = {
    {"sys/wait.h", "wait waitpid waitid WIFEXITED WEXITSTATUS WIFSIGNALED WTERMSIG WNOHANG"},
    {"unistd.h", "fork vfork pipe pipe2 read write close dup dup2 dup3 exec* _exit getpid getppid sleep usleep lseek "
                 "unlink access ftruncate truncate alarm pause isatty chdir getcwd sysconf _SC_* STDIN_FILENO "
                 "STDOUT_FILENO STDERR_FILENO getopt optarg setpgid setsid getuid rmdir fsync gettid lockf "
                 "copy_file_range"},
    {"pthread.h", "pthread_* PTHREAD_*"},
    {"semaphore.h",
     "sem_t sem_init sem_destroy sem_wait sem_trywait sem_timedwait sem_post sem_open sem_close sem_unlink "
     "sem_getvalue SEM_FAILED"},
    {"sys/mman.h", "mmap munmap mremap memfd_create shm_open shm_unlink mprotect msync PROT_* MAP_* MREMAP_*"},
    {"sys/shm.h", "shmget shmat shmdt shmctl"},
    {"sys/sem.h", "semget semop semctl semtimedop"},
    {"sys/msg.h", "msgget msgsnd msgrcv msgctl"},
    {"mqueue.h", "mq_* mqd_t"},
    {"sys/ipc.h", "ftok IPC_* key_t"},
    {"sys/types.h", "pid_t off_t uid_t gid_t mode_t ssize_t"},
    {"sys/stat.h", "mkfifo mkdir stat fstat chmod umask S_IRUSR S_IWUSR S_IR* S_IW* S_IX*"},
    {"fcntl.h", "open creat fcntl splice tee vmsplice fallocate O_* F_* FD_CLOEXEC"},
    {"signal.h", "kill raise signal sigaction sigemptyset sigaddset sigfillset sigprocmask sigsuspend sigset_t "
                 "sig_atomic_t SIG*"},
    {"poll.h", "poll ppoll POLL* nfds_t"},
    {"sys/select.h", "select FD_ZERO FD_SET FD_ISSET FD_CLR fd_set"},
    {"sys/socket.h", "socketpair socket accept4 AF_UNIX SOCK_*"},
    {"sched.h", "sched_* SCHED_* clone unshare CLONE_* cpu_set_t CPU_*"},
    {"sys/time.h", "gettimeofday"},
    {"time.h", "time nanosleep clock_gettime CLOCK_* clock time_t localtime strftime"},
    {"stdio.h", "printf fprintf sprintf snprintf puts putchar putc fputs fputc fgets getchar getc scanf fscanf sscanf "
                "perror fopen fclose fflush fread fwrite fdopen setvbuf setbuf getline stdin stdout stderr EOF FILE "
                "dprintf vprintf asprintf vasprintf popen pclose remove rename"},
    {"stdlib.h",
     "malloc calloc realloc free exit atexit abort atoi atol strtol strtoul strtod rand srand qsort abs getenv "
     "setenv system EXIT_SUCCESS EXIT_FAILURE mkstemp"},
    {"string.h",
     "strlen strcpy strncpy strcat strncat strcmp strncmp strchr strrchr strstr strtok strdup strerror memcpy "
     "memmove memset memcmp memmem mempcpy strsignal strcasestr strchrnul"},
    {"errno.h", "errno EINTR EAGAIN EPIPE ECHILD EEXIST ENOENT EINVAL"},
    {"stdbool.h", "bool true false"},
    {"stdint.h", "uint8_t uint16_t uint32_t uint64_t int8_t int16_t int32_t int64_t uintptr_t UINT* INT8_* INT32_MAX "
                 "INT64_MAX SIZE_MAX"},
    {"limits.h", "INT_MAX INT_MIN UINT_MAX LONG_MAX LONG_MIN PIPE_BUF CHAR_BIT PATH_MAX"},
    {"stddef.h", "size_t NULL ptrdiff_t offsetof"},
    {"stdatomic.h", "atomic_* _Atomic memory_order_*"},
    {"math.h", "sqrt pow sin cos tan floor ceil round fabs log log10 log2 exp fmod atan2 hypot M_PI"},
    {"ctype.h", "isdigit isalpha isspace isalnum toupper tolower isupper islower"},
    {"assert.h", "assert"},
    {"mp.h", "mp_*"},
};

/* Of these, what the headers declare only where _GNU_SOURCE is defined (gcc 12, -std=gnu17). */
static const char gnu_only[] =
    "pipe2 dup3 gettid execvpe copy_file_range asprintf vasprintf accept4 semtimedop splice tee vmsplice fallocate "
    "O_DIRECT O_TMPFILE F_SETPIPE_SZ F_GETPIPE_SZ ppoll mremap memfd_create MREMAP_* memmem mempcpy strcasestr "
    "strchrnul "
    "clone unshare CLONE_* cpu_set_t CPU_* sched_setaffinity sched_getaffinity sched_getcpu SCHED_BATCH SCHED_IDLE "
    "pthread_setaffinity_np pthread_getaffinity_np pthread_setname_np pthread_getname_np pthread_tryjoin_np "
    "pthread_timedjoin_np pthread_yield PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP";

static bool list_has(const char *list, const char *name, size_t size)
{
    while (*list) {
        size_t length = strcspn(list, " ");
        bool star = list[length - 1] == '*';
        if (star ? size > length - 1 && memcmp(list, name, length - 1) == 0
                 : size == length && memcmp(list, name, length) == 0)
            return true;
        list += length;
        list += strspn(list, " ");
    }
    return false;
}

static const char *header_of(const char *name, size_t size)
{
    for (size_t i = 0; i < sizeof declared_in / sizeof *declared_in; i++)
        if (list_has(declared_in[i].names, name, size))
            return declared_in[i].header;
    return NULL;
}

/* The first name between quotes, or false. */
static bool first_quoted(const char *message, const char **name, size_t *size)
{
    const char *from = strchr(message, '\'');
    const char *to = from ? strchr(from + 1, '\'') : NULL;
    if (!to || to == from + 1)
        return false;
    *name = from + 1;
    *size = (size_t)(to - from - 1);
    return true;
}

#define GETS "C has no gets() any more, for nothing keeps it within its array: write fgets(text, sizeof text, stdin)."

/* A row fits when both its option and its text (parts of it; NULL: any) are there. '@' stands for the quoted name. */
static const struct {
    const char *option, *text, *hint;
} rows[] = {
    {NULL, "expected ';', ',' or ')' before '&'",
     "References, such as int &x, belong to C++: let the function have a pointer (int *x), and call it with &."},
    {NULL, "expected ';' before", "A statement or declaration ends with a semicolon: add ';' at the marked place."},
    {NULL, "';' before",
     "A statement or declaration ends with a semicolon: add ';' before the marked place, most often at the end of the "
     "line before."},
    {NULL, "expected ';'", "A statement or declaration ends with a semicolon: add the missing ';'."},
    {NULL, "expected declaration or statement at end of input",
     "A '{' is never closed: count the braces, and give each '{' its '}'."},
    {NULL, "expected identifier or '(' before",
     "The compiler is outside of any function here: look for a '}' too many, or a ';' after a function's head."},
    {NULL, "expected declaration specifiers",
     "Something before this line is not finished: look for a missing '{', '}' or ';' above."},
    {NULL, "expected '=', ',', ';'", "Look at the line before: most often a type is misspelled, or a ';' is missing."},
    {NULL, "expected ')'", "A '(' is not closed, or an operator or comma is missing between two values."},
    {NULL, "expected expression before", "A value is missing here, or there is a keyword or operator too many."},
    {NULL, "expected '",
     "The line is not finished where the compiler expected it: compare brackets, commas and quotes."},
    {NULL, "missing terminating", "The text in quotes is not closed on this line: add the missing quote."},
    {NULL, "'gets' function is dangerous", GETS},
    {NULL, "stray '#'", "Nothing but blanks may stand before the '#' of a line such as #include."},
    {NULL, "stray '`'", "Lines of ``` belong to the page that the program was copied from: leave them out."},
    {NULL, "version control conflict marker",
     "git could not bring two versions together: keep the lines of one of them, and take out those that begin with "
     "<<<<<<<, ======= and >>>>>>>."},
    {NULL, "invalid suffix",
     "What stands right behind the number does not belong to it: put a blank or an operator between; or it only looks "
     "like a character of C, and came with pasted text."},
    {NULL, "stray '\\",
     "There is a character that C does not know, often a typographic quote or dash that came with "
     "pasted text: type it again by hand."},
    {NULL, "extended character",
     "There is a character that C does not know, often a typographic quote, dash or space that "
     "came with pasted text: type it again by hand."},
    {NULL, "unterminated comment", "A comment that begins with /* must end with */."},
    {NULL, "unterminated #", "Each #if, #ifdef and #ifndef needs its #endif."},
    {NULL, "No such file or directory",
     "A header in quotes must be submitted together with the program; a system header must be spelled exactly, as in "
     "#include <unistd.h>."},
    {NULL, "#include nested depth",
     "A header includes itself: begin it with #ifndef NAME, #define NAME and end it with "
     "#endif."},
    {NULL, "'else' without a previous 'if'",
     "This 'else' has no 'if': look for a ';' right after the if's ')', or for missing "
     "braces around several statements."},
    {NULL, "too few arguments to function", "Compare the call with the declaration of '@': an argument is missing."},
    {NULL, "too many arguments to function",
     "Compare the call with the declaration of '@': there is an argument too many."},
    {NULL, "conflicting types for",
     "'@' is declared twice with different types, or is called before it is declared: put one "
     "declaration of it above its first use."},
    {NULL, "redefinition of",
     "'@' is defined twice: keep one; what several files need goes into one .c file, and into a "
     "header only as a declaration."},
    {NULL, "redeclaration of", "'@' is declared twice in the same block: remove one, or rename it."},
    {NULL, "lvalue required", "Only a variable can stand on the left of '=': was '==' meant?"},
    {NULL, "invalid type argument of unary '*'", "'*' and '->' follow a pointer, and this is none."},
    {NULL, "is a pointer; did you mean to use '->'", "Through a pointer to a struct, a member is reached with '->'."},
    {NULL, "has no member named", "Compare the name with the struct's declaration."},
    {NULL, "dereferencing pointer to incomplete type",
     "The compiler has not seen what is in this struct: include the header that defines it."},
    {NULL, "storage size of", "The compiler has not seen what is in this type: include the header that defines it."},
    {NULL, "assignment to expression with array type",
     "An array cannot be assigned: copy its elements, with memcpy or for text with snprintf."},
    {NULL, "subscripted value is neither array nor pointer", "'[ ]' follows an array or a pointer, and this is none."},
    {NULL, "array size missing", "Say how many elements the array has, or give it a list of values."},
    {NULL, "'break' ", "'break' belongs inside a loop or a switch: look for a '}' too early."},
    {NULL, "break statement not within", "'break' belongs inside a loop or a switch: look for a '}' too early."},
    {NULL, "duplicate case value", "Each 'case' of one switch needs a value of its own."},
    {NULL, "label at end of compound statement", "After a label there must be a statement: write ';' after it."},
    {NULL, "void value not ignored", "The function returns nothing (void), so its result cannot be used."},
    {NULL, "incompatible types when", "The two sides have different types: compare their declarations."},
    {NULL, "invalid operands to binary",
     "This operator does not work on values of these types: look for a missing '*', "
     "'[ ]' or call."},
    {NULL, "invalid storage class",
     "A function cannot be defined inside another one this way: look for a missing '}' above."},
    {NULL, "size of array", "Arrays of this size do not fit: use a smaller one, or malloc."},
    {NULL, "static assertion failed", "The program itself demands this (_Static_assert), and it is not so."},
    {"-Wunused-variable", NULL, "'@' is never used: remove it, or use it where it was meant."},
    {"-Wunused-but-set", NULL, "'@' is given a value that nobody reads: remove it, or use it where it was meant."},
    {"-Wunused-parameter", NULL, "The function does not use '@'. If it must have it, write (void)@; at its beginning."},
    {"-Wunused-function", NULL, "'@' is never called: remove it, or call it where it was meant."},
    {"-Wunused-result", NULL, "This call can fail or do less than asked: look at what '@' returns."},
    {"-Wunused-value", NULL, "The value is computed and then thrown away: was an assignment meant?"},
    {"-Wunused-label", NULL, "Nobody jumps to this label: remove it."},
    {"-Wmaybe-uninitialized", NULL,
     "On some way through the program '@' has no value yet: give it one where it is declared."},
    {"-Wuninitialized", NULL, "'@' has no value yet when it is read here: give it one where it is declared."},
    {"-Wformat", "expects argument of type",
     "The letter after '%' must fit the argument's type: %d int, %ld long, %zu size_t, "
     "%zd ssize_t, %s text, %c character, %f double, %p pointer."},
    {"-Wformat-security", NULL, "Write printf(\"%s\", text): a '%' inside the text would be taken as a format."},
    {"-Wformat", NULL, "Compare the '%' places of the format with the arguments: one for each, of the same type."},
    {"-Wreturn-type", "control reaches end",
     "Each way through a function that is not void must end with 'return' and a value."},
    {"-Wreturn-type", "with no value",
     "This function promises a result: write 'return' with a value, or make it void."},
    {"-Wreturn-type", NULL, "Write the type that the function returns before its name; void if it returns nothing."},
    {"-Wreturn-local-addr", NULL,
     "A local variable is gone when the function returns: use malloc, or let the caller give the "
     "memory."},
    {"-Wreturn-mismatch", NULL, "Compare the 'return' with the type that the function promises."},
    {"-Wparentheses", "assignment used as truth value", "'=' assigns, '==' compares: was '==' meant?"},
    {"-Wparentheses", NULL, "Write parentheses to say what belongs together."},
    {"-Wimplicit-int", NULL, "The type is missing: write it before the name, such as int."},
    {"-Wint-conversion", NULL, "A pointer and a number are mixed up: look for a missing '&', '*' or \"quotes\"."},
    {"-Wincompatible-pointer-types", NULL,
     "The pointers point to different types: compare the argument with what is asked for, "
     "and look for an '&' or '*' too many or too few."},
    {"-Wpointer-sign", NULL, "The pointers point to signed and unsigned values: use the same type on both sides."},
    {"-Wsign-compare", NULL,
     "A negative number compared with an unsigned one counts as very large: use one type on both "
     "sides, and test for -1 first."},
    {"-Wmisleading-indentation", NULL,
     "Only one statement belongs to the if or loop: put braces around what belongs to it."},
    {"-Wempty-body", NULL, "A ';' right after the ')' ends the if or loop: remove it."},
    {"-Wimplicit-fallthrough", NULL, "A 'break;' is missing at the end of the case before."},
    {"-Warray-bounds", NULL, "The index is outside the array: the last element has the number size - 1."},
    {"-Wstringop-overflow", NULL, "More is written than the array can hold: make it larger, or write less."},
    {"-Wstringop-truncation", NULL, "The copy has no room for the final 0 of the text: use snprintf."},
    {"-Woverflow", NULL, "The number does not fit the type: use a larger one."},
    {"-Wdiv-by-zero", NULL, "Dividing by 0 ends the program."},
    {"-Wsizeof-pointer", NULL, "sizeof a pointer is the pointer's size (8), not that of what it points to."},
    {"-Wmissing-braces", NULL, "Put { } around each inner list of values."},
    {"-Wmain", NULL, "Write int main(void), or int main(int argc, char *argv[])."},
    {"-Wdiscarded-qualifiers", NULL,
     "What is const may not be changed through another pointer: make that pointer const too."},
    {"-Wvla", NULL, "Give the array a size that is known when compiling, or use malloc."},
    {"-Wbuiltin-declaration-mismatch", NULL,
     "'@' is the name of a function of C itself: include its header, or choose another "
     "name."},
    {"-Wnonnull", NULL, "This argument must not be NULL."},
    {"-Wuse-after-free", NULL, "After free the memory is gone: free it later, or do not use it any more."},
    {"-Wdeprecated-declarations", NULL, "This function is out of use: see its manual page for the one to use instead."},
};

static const char *with_name(const char *hint, const char *message, struct arena *arena)
{
    const char *name = "it";
    size_t size = 2;
    (void)first_quoted(message, &name, &size); /* else "it" */
    AUTO_BUF struct buf text = {0};
    for (; *hint; hint++) {
        if (*hint == '@')
            buf_add(&text, name, size);
        else
            buf_add(&text, hint, 1);
    }
    return arena_copy(arena, text.data, text.size);
}

static const char windows_headers[] =
    "windows.h Windows.h WINDOWS.H conio.h process.h io.h direct.h tchar.h winsock2.h stdafx.h pch.h";

/* Not in ISO C, which a rubric may ask for. */
static const char gnu_keywords[] = "asm typeof";

static const char *keyword_hint(const char *name, size_t size, struct arena *arena)
{
    return arena_printf(arena,
                        "This exercise is compiled as ISO C, in which '%.*s' is no keyword: write __%.*s__, or do "
                        "without it.",
                        (int)size, name, (int)size, name);
}

/* Another language was handed in: where a type should be, or as any name. */
static const struct {
    const char *language, *types, *names;
} foreign[] = {
    {"C++", "class namespace using template public private", "std cout cin cerr endl"},
    {"Python", "from def", "elif"},
    {"Java or Python", "import package", "System"},
};

static const char *hint_declare(const char *message, struct arena *arena)
{
    const char *name;
    size_t size;
    if (!first_quoted(message, &name, &size))
        return NULL;
    if (size == 7 && memcmp(name, "nullptr", 7) == 0)
        return "Write NULL: nullptr belongs to C++.";
    if (size == 4 && memcmp(name, "gets", 4) == 0)
        return GETS;
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (list_has(strstr(message, "unknown type name") ? foreign[i].types : foreign[i].names, name, size))
            return arena_printf(arena, "'%.*s' belongs to %s: the program is compiled as C.", (int)size, name,
                                foreign[i].language);
    if (list_has(gnu_keywords, name, size))
        return keyword_hint(name, size, arena);
    const char *header = header_of(name, size);
    if (header && strcmp(header, "mp.h") == 0)
        return "Put #include \"mp.h\" at the top of the file, if the exercise offers mp.h.";
    if (header && list_has(gnu_only, name, size))
        return arena_printf(arena,
                            "Put #define _GNU_SOURCE at the top of the file, above every #include: only then does "
                            "#include <%s> declare '%.*s'.",
                            header, (int)size, name);
    if (header)
        return arena_printf(arena, "Put #include <%s> at the top of the file: it declares '%.*s'.", header, (int)size,
                            name);
    if (strstr(message, "did you mean"))
        return "Compare the spelling, also of capital letters.";
    if (strstr(message, "implicit declaration"))
        return arena_printf(arena, "Declare or define '%.*s' above this line, or include the header that declares it.",
                            (int)size, name);
    if (strstr(message, "unknown type name"))
        return arena_printf(arena, "Define the type '%.*s' above this line, or include the header that defines it.",
                            (int)size, name);
    return arena_printf(arena, "Declare '%.*s' before it is used, and compare the spelling.", (int)size, name);
}

const char *hint_compile(const char *message, const char *option, struct arena *arena)
{
    if (strstr(message, "implicit declaration of function") || strstr(message, "undeclared") ||
        strstr(message, "unknown type name")) {
        const char *hint = hint_declare(message, arena);
        if (hint)
            return hint;
    }
    if (strncmp(message, "mp.h: No such file", 18) == 0)
        return "This exercise does not offer mp.h: use the system's own calls.";
    const char *absent = strstr(message, ": No such");
    if (absent && list_has(windows_headers, message, (size_t)(absent - message)))
        return "This header belongs to Windows; the program is built on Linux.";
    if (strstr(message, ": No such file") && strcspn(message, "./") > strcspn(message, ":"))
        return "The program is compiled as C, whose headers end in .h, such as <stdio.h>; names without .h, such as "
               "iostream, belong to C++.";
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool option_fits = !rows[i].option || (option && strstr(option, rows[i].option + 2));
        if (option_fits && (!rows[i].text || strstr(message, rows[i].text)))
            return with_name(rows[i].hint, message, arena);
    }
    return "";
}

const char *hint_public(const char *message, struct arena *arena)
{
    const char *advice = strstr(message, "; did you mean 'mp_"), *end = advice ? strstr(advice, "_'?") : NULL;
    return end && end[3] == '\0' ? arena_copy(arena, message, (size_t)(advice - message)) : message;
}

const char *hint_undefined(const char *symbol, struct arena *arena)
{
    if (strcmp(symbol, "main") == 0)
        return "Every program begins in a function named main: write int main(void) { ... } in one of the files.";
    if (list_has(gnu_keywords, symbol, strlen(symbol)))
        return keyword_hint(symbol, strlen(symbol), arena);
    const char *header = header_of(symbol, strlen(symbol));
    if (header && strcmp(header, "math.h") == 0)
        return arena_printf(arena,
                            "'%s' is in the library m, which is not linked here: do without it, or ask for it to be "
                            "added to the exercise's libraries.",
                            symbol);
    if (header && (strcmp(header, "pthread.h") == 0 || strcmp(header, "semaphore.h") == 0))
        return arena_printf(arena, "'%s' is in the library pthread, or is misspelled: compare it with the manual page.",
                            symbol);
    if (header && (strcmp(header, "sys/mman.h") == 0 || strcmp(header, "mqueue.h") == 0))
        return arena_printf(arena, "'%s' is in the library rt, or is misspelled: compare it with the manual page.",
                            symbol);
    if (header && strcmp(header, "mp.h") == 0)
        return arena_printf(arena, "mp.h has no '%s': compare the spelling.", symbol);
    return arena_printf(arena,
                        "Write the function or variable '%s', submit the .c file that defines it, or correct its "
                        "spelling.",
                        symbol);
}
