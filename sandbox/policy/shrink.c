/* shrink.c -- makes a seccomp filter smaller that libseccomp compiled: it is loaded, and translated, in every run.
 *
 * libseccomp compares the number of a call with every number that has a rule. But many neighbours have the same fate,
 * so a search among ranges of numbers needs half of the instructions. The fate of each number is found by running the
 * given program: up to its answer, or up to where it loads an argument; from there on its instructions are copied. */
#include "sandbox/policy/shrink.h"

#include <linux/audit.h>
#include <string.h>

enum {
    NUMBERS = 1024,           /* all calls are below */
    ODD = 0x40000000,         /* from here on: x32, and -1 */
    STEPS_MAX = BPF_MAXINSNS, /* jumps only lead forward */
    FATES_MAX = 64,
    NONE = -1,
};

struct shrinker {
    const struct sock_filter *given, *program; /* the second with simpler checks, instruction by instruction */
    size_t size;
    uint32_t arch;
    size_t fates[FATES_MAX]; /* where in the program a fate begins: an answer, or the load of an argument */
    int places[FATES_MAX];   /* where it begins in out */
    size_t fate_count;
    uint32_t greatest; /* number of a call that the program asked about */
    struct range {
        uint32_t from;
        size_t fate;
    } ranges[NUMBERS];
    size_t range_count;
    struct sock_filter *out;
    int true_fate[BPF_MAXINSNS], false_fate[BPF_MAXINSNS]; /* where a jump of out leads, or NONE: where it says */
    size_t out_size;
    struct err *e;
};

static bool is_argument(const struct sock_filter *line)
{
    return line->code == (BPF_LD | BPF_W | BPF_ABS) && line->k >= offsetof(struct seccomp_data, instruction_pointer);
}

/* Runs the program for a call until it is clear what becomes of it. False when it is no program of libseccomp's. */
static bool follow(struct shrinker *s, uint32_t arch, uint32_t number, size_t *at)
{
    uint32_t a = 0;
    bool is_number = false;
    for (size_t pc = 0; pc < s->size; pc++) {
        const struct sock_filter *line = &s->program[pc];
        bool is_true = false;
        switch (line->code) {
        case BPF_RET | BPF_K:
            *at = pc;
            return true;
        case BPF_LD | BPF_W | BPF_ABS:
            *at = pc;
            if (is_argument(line))
                return true;
            is_number = line->k == offsetof(struct seccomp_data, nr);
            a = is_number ? number : arch;
            continue;
        case BPF_JMP | BPF_JA:
            pc += line->k;
            continue;
        case BPF_JMP | BPF_JEQ | BPF_K:
            is_true = a == line->k;
            break;
        case BPF_JMP | BPF_JGT | BPF_K:
            is_true = a > line->k;
            break;
        case BPF_JMP | BPF_JGE | BPF_K:
            is_true = a >= line->k;
            break;
        default:
            return false;
        }
        if (is_number && line->k < ODD && line->k > s->greatest)
            s->greatest = line->k;
        pc += is_true ? line->jt : line->jf;
    }
    return false;
}

static bool is_same_answer(const struct shrinker *s, size_t a, size_t b)
{
    return a == b || (s->program[a].code == (BPF_RET | BPF_K) && s->program[b].code == (BPF_RET | BPF_K) &&
                      s->program[a].k == s->program[b].k);
}

static bool fate_of(struct shrinker *s, uint32_t arch, uint32_t number, size_t *fate)
{
    size_t at;
    if (!follow(s, arch, number, &at))
        return err_set(s->e, ERR_LIMIT, "call %u leads nowhere", number);
    for (*fate = 0; *fate < s->fate_count; (*fate)++)
        if (is_same_answer(s, s->fates[*fate], at))
            return true;
    if (s->fate_count == FATES_MAX)
        return err_set(s->e, ERR_LIMIT, "too many fates");
    s->places[s->fate_count] = NONE;
    s->fates[s->fate_count++] = at;
    return true;
}

static size_t add(struct shrinker *s, uint16_t code, uint32_t k)
{
    CHECK(s->out_size < BPF_MAXINSNS);
    s->out[s->out_size] = (struct sock_filter){.code = code, .k = k};
    s->true_fate[s->out_size] = s->false_fate[s->out_size] = NONE;
    return s->out_size++;
}

/* --- checks of arguments ------------------------------------------------------------------------------------------ */

static bool is_load(const struct sock_filter *line)
{
    return line->code == (BPF_LD | BPF_W | BPF_ABS);
}

static bool is_masked(const struct sock_filter *line) /* load, and, compare */
{
    return is_load(line) && line[1].code == (BPF_ALU | BPF_AND | BPF_K) && line[2].code == (BPF_JMP | BPF_JEQ | BPF_K);
}

static bool is_bit_test(const struct sock_filter *line) /* load, jump if one of these bits is set */
{
    return is_load(line) && line[1].code == (BPF_JMP | BPF_JSET | BPF_K);
}

/* A rule says "this bit is set" as a mask and a comparison, and "whatever the upper half is" as a mask of 0. Of a
 * single bit that is not set nothing is left, which some then compare with 0. */
static void simplify_test(struct sock_filter *line)
{
    uint32_t mask = line[1].k, value = line[2].k;
    if (!is_masked(line))
        return;
    if (mask == 0 && value == 0) {
        line[0] = (struct sock_filter){.code = BPF_JMP | BPF_JA, .k = 2U + line[2].jt};
        return;
    }
    size_t is_set = 1U + line[2].jt, is_clear = 1U + line[2].jf; /* seen from the jump that comes in the mask's place */
    const struct sock_filter *then = &line[2 + is_clear];
    if (then->code == (BPF_JMP | BPF_JEQ | BPF_K) && then->k == 0)
        is_clear += 1U + then->jt;
    bool needs_value = BPF_CLASS(line[2 + is_set].code) == BPF_JMP || BPF_CLASS(line[2 + is_clear].code) == BPF_JMP;
    if (mask == value && (mask & (mask - 1)) == 0 && !needs_value && is_set <= UINT8_MAX && is_clear <= UINT8_MAX)
        line[1] = (struct sock_filter){BPF_JMP | BPF_JSET | BPF_K, (uint8_t)is_set, (uint8_t)is_clear, mask};
}

/* Tests of single bits of one argument, one after another and all to the same end, are one test of all these bits; and
 * if none of them is set, nobody need ask whether all are clear. */
static void join_tests(struct sock_filter *program, size_t size, size_t pc)
{
    struct sock_filter *line = &program[pc], *jump = &line[1];
    while (is_bit_test(line)) {
        size_t next = pc + 2 + jump->jf;
        const struct sock_filter *other = &program[next];
        if (next + 2 >= size || !is_load(other) || other->k != line->k)
            return;
        size_t end;
        if (is_bit_test(other) && next + other[1].jt == pc + jump->jt) {
            jump->k |= other[1].k;
            end = next + 2 + other[1].jf;
        } else if (is_masked(other) && other[2].k == 0 && (other[1].k & ~jump->k) == 0) {
            end = next + 3 + other[2].jt;
        } else {
            return;
        }
        CHECK(end - pc - 2 <= UINT8_MAX); /* a rule's checks are no longer, or libseccomp could not jump over them */
        jump->jf = (uint8_t)(end - pc - 2);
    }
}

static void simplify(struct sock_filter *program, size_t size)
{
    for (size_t pc = 0; pc + 2 < size; pc++)
        simplify_test(&program[pc]);
    for (size_t pc = size; pc-- > 0;)
        if (pc + 2 < size)
            join_tests(program, size, pc);
}

/* Where one who jumps there comes to in the end. */
static size_t land(const struct shrinker *s, size_t pc)
{
    while (s->program[pc].code == (BPF_JMP | BPF_JA))
        pc += 1 + s->program[pc].k;
    return pc;
}

/* Copies what follows from a fate, once; instructions that lead to answers and to each other, all forward. */
static void copy_fate(struct shrinker *s, size_t fate)
{
    size_t begin = s->fates[fate], end = begin, where[BPF_MAXINSNS];
    bool is_needed[BPF_MAXINSNS] = {false};
    s->places[fate] = (int)s->out_size;
    is_needed[begin] = true;
    for (size_t pc = begin; pc < s->size; pc++) {
        const struct sock_filter *line = &s->program[pc];
        if (!is_needed[pc])
            continue;
        end = pc;
        where[pc] = s->out_size;
        s->out[add(s, line->code, line->k)] = *line;
        bool is_jump = BPF_CLASS(line->code) == BPF_JMP;
        if (is_jump && line->code == (BPF_JMP | BPF_JA))
            is_needed[pc + 1 + line->k] = true;
        else if (is_jump)
            is_needed[land(s, pc + 1 + line->jt)] = is_needed[land(s, pc + 1 + line->jf)] = true;
        else if (BPF_CLASS(line->code) != BPF_RET)
            is_needed[pc + 1] = true;
    }
    for (size_t pc = begin; pc <= end; pc++) {
        const struct sock_filter *line = &s->program[pc];
        if (!is_needed[pc] || BPF_CLASS(line->code) != BPF_JMP)
            continue;
        struct sock_filter *copy = &s->out[where[pc]];
        if (line->code == (BPF_JMP | BPF_JA)) {
            copy->k = (uint32_t)(where[pc + 1 + line->k] - where[pc] - 1);
        } else {
            copy->jt = (uint8_t)(where[land(s, pc + 1 + line->jt)] - where[pc] - 1);
            copy->jf = (uint8_t)(where[land(s, pc + 1 + line->jf)] - where[pc] - 1);
        }
    }
}

/* The search among ranges low to high - 1, of which there are at least two. */
static void search(struct shrinker *s, size_t low, size_t high)
{
    size_t middle = (low + high) / 2;
    size_t at = add(s, BPF_JMP | BPF_JGE | BPF_K, s->ranges[middle].from);
    if (middle - low == 1)
        s->false_fate[at] = (int)s->ranges[low].fate;
    else
        search(s, low, middle);
    s->out[at].jt = (uint8_t)(s->out_size - at - 1); /* checked below to be no more than all there is */
    if (high - middle == 1)
        s->true_fate[at] = (int)s->ranges[middle].fate;
    else
        search(s, middle, high);
}

static bool fix_jumps(struct shrinker *s, size_t end)
{
    for (size_t at = 0; at < end; at++) {
        int to_true = s->true_fate[at], to_false = s->false_fate[at];
        size_t jt = to_true == NONE ? s->out[at].jt : (size_t)s->places[to_true] - at - 1;
        size_t jf = to_false == NONE ? s->out[at].jf : (size_t)s->places[to_false] - at - 1;
        if (jt > UINT8_MAX || jf > UINT8_MAX)
            return err_set(s->e, ERR_LIMIT, "a jump of %zu instructions", jt > jf ? jt : jf);
        s->out[at].jt = (uint8_t)jt;
        s->out[at].jf = (uint8_t)jf;
    }
    return true;
}

static bool find_ranges(struct shrinker *s)
{
    for (uint32_t number = 0; number < NUMBERS; number++) {
        size_t fate;
        if (!fate_of(s, s->arch, number, &fate))
            return false;
        if (s->range_count == 0 || s->ranges[s->range_count - 1].fate != fate)
            s->ranges[s->range_count++] = (struct range){number, fate};
    }
    return true;
}

/* --- is it still the same? ---------------------------------------------------------------------------------------- */

uint32_t shrink_answer(const struct sock_filter *program, size_t size, const struct seccomp_data *data)
{
    uint32_t a = 0;
    for (size_t pc = 0; pc < size; pc++) {
        const struct sock_filter *line = &program[pc];
        bool is_true = false;
        switch (line->code) {
        case BPF_RET | BPF_K:
            return line->k;
        case BPF_LD | BPF_W | BPF_ABS:
            memcpy(&a, (const char *)data + line->k, sizeof a);
            continue;
        case BPF_ALU | BPF_AND | BPF_K:
            a &= line->k;
            continue;
        case BPF_JMP | BPF_JA:
            pc += line->k;
            continue;
        default:
            is_true = BPF_OP(line->code) == BPF_JEQ    ? a == line->k
                      : BPF_OP(line->code) == BPF_JSET ? (a & line->k) != 0
                      : BPF_OP(line->code) == BPF_JGT  ? a > line->k
                                                       : a >= line->k;
        }
        pc += is_true ? line->jt : line->jf;
    }
    return 0;
}

/* With each value that the program knows in each argument, low and high half. */
static bool is_same_for(const struct shrinker *s, struct seccomp_data data)
{
    for (size_t i = 0; i < s->size; i++)
        for (size_t argument = 0; argument < 12; argument++) {
            data.args[argument / 2] = (uint64_t)s->given[i].k << (argument % 2 * 32);
            if (shrink_answer(s->given, s->size, &data) != shrink_answer(s->out, s->out_size, &data))
                return false;
            data.args[argument / 2] = 0;
        }
    return true;
}

static bool is_same(struct shrinker *s)
{
    static const uint32_t odd[] = {NUMBERS, NUMBERS + 1, ODD - 1, ODD, ODD + 1, INT32_MAX, UINT32_MAX - 1, UINT32_MAX};
    for (uint32_t i = 0; i < NUMBERS + sizeof odd / sizeof odd[0]; i++)
        for (int native = 0; native < 2; native++) {
            struct seccomp_data data = {.nr = (int)(i < NUMBERS ? i : odd[i - NUMBERS]),
                                        .arch = native ? s->arch : AUDIT_ARCH_I386};
            size_t at;
            if (!follow(s, data.arch, (uint32_t)data.nr, &at) ||
                shrink_answer(s->given, s->size, &data) != shrink_answer(s->out, s->out_size, &data) ||
                (is_argument(&s->program[at]) && !is_same_for(s, data)))
                return err_set(s->e, ERR_SYSTEM, "the smaller filter answers call %d differently", data.nr);
        }
    return true;
}

bool shrink(const struct sock_filter *program, size_t size, uint32_t arch, struct sock_filter *out, size_t *out_size,
            struct err *e)
{
    struct sock_filter simple[BPF_MAXINSNS];
    CHECK(size <= BPF_MAXINSNS);
    memcpy(simple, program, size * sizeof *program);
    simplify(simple, size);
    struct shrinker s = {.given = program, .program = simple, .size = size, .arch = arch, .out = out, .e = e};
    size_t other, odd, minus_one;
    if (!find_ranges(&s) || !fate_of(&s, 0, 0, &other) || !fate_of(&s, arch, ODD, &odd) ||
        !fate_of(&s, arch, UINT32_MAX, &minus_one))
        return false;
    if (s.range_count < 2 || s.greatest >= NUMBERS - 1) /* the last range goes on for all that is unknown */
        return err_set(e, ERR_LIMIT, "%zu ranges up to call %u", s.range_count, s.greatest);
    (void)add(&s, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch));
    s.false_fate[add(&s, BPF_JMP | BPF_JEQ | BPF_K, arch)] = (int)other;
    (void)add(&s, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    s.out[add(&s, BPF_JMP | BPF_JGE | BPF_K, ODD)].jf = 1;
    size_t at = add(&s, BPF_JMP | BPF_JEQ | BPF_K, UINT32_MAX);
    s.true_fate[at] = (int)minus_one;
    s.false_fate[at] = (int)odd;
    search(&s, 0, s.range_count);
    size_t end = s.out_size;
    for (int rest = 0; rest < 2; rest++) /* answers first: they are what most jumps lead to */
        for (size_t fate = 0; fate < s.fate_count; fate++)
            if (rest == !(simple[s.fates[fate]].code == (BPF_RET | BPF_K)))
                copy_fate(&s, fate);
    *out_size = s.out_size;
    return fix_jumps(&s, end) && is_same(&s);
}
