/* symbols.c -- the program's own global variables, by name and by address. */
#include "sandbox/guest/symbols.h"

#include <elf.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* The file is the program that runs: nobody but itself could be deceived by it. */
static const Elf64_Sym *table;
static size_t count;
static const char *strings;
static size_t strings_size;

void symbols_open(void)
{
    struct stat st;
    int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) < 0)
        return;
    const char *file = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    (void)close(fd);
    if (file == MAP_FAILED)
        return;
    const Elf64_Ehdr *head = (const Elf64_Ehdr *)(const void *)file;
    const Elf64_Shdr *sections = (const Elf64_Shdr *)(const void *)(file + head->e_shoff);
    for (unsigned i = 0; head->e_shoff && i < head->e_shnum; i++)
        if (sections[i].sh_type == SHT_SYMTAB) {
            table = (const Elf64_Sym *)(const void *)(file + sections[i].sh_offset);
            count = sections[i].sh_size / sizeof *table;
            strings = file + sections[sections[i].sh_link].sh_offset;
            strings_size = sections[sections[i].sh_link].sh_size;
        }
}

static bool give(const Elf64_Sym *s, struct symbol *out)
{
    if (ELF64_ST_TYPE(s->st_info) != STT_OBJECT || s->st_size == 0 || s->st_name >= strings_size)
        return false;
    *out = (struct symbol){strings + s->st_name, s->st_value, s->st_size};
    return true;
}

bool symbols_at(uint64_t at, struct symbol *out)
{
    for (size_t i = 0; i < count; i++)
        if (at >= table[i].st_value && at - table[i].st_value < table[i].st_size && give(&table[i], out))
            return true;
    return false;
}

bool symbols_named(const char *name, size_t size, struct symbol *out)
{
    for (size_t i = 0; i < count; i++)
        if (give(&table[i], out) && strlen(out->name) == size && memcmp(out->name, name, size) == 0)
            return true;
    return false;
}
