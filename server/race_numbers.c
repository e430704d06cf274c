/* race_numbers.c -- values of a race result as numbers, by the types of their variables. */
#include "server/race_parts.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

const char *race_value_text(uint64_t value, uint32_t size, char encoding, struct arena *arena)
{
    double real = 0;
    float single;
    uint32_t low = (uint32_t)value;
    if (encoding == 'f' && (size == 4 || size == 8)) {
        memcpy(&single, &low, sizeof single);
        memcpy(&real, &value, sizeof real);
        real = size == 4 ? (double)single : real;
        for (int digits = 6; digits < 18; digits++) { /* the shortest that is read as the same number */
            const char *text = arena_printf(arena, "%.*g", digits, real);
            if (digits == 17 || strtod(text, NULL) == real || real != real)
                return text;
        }
    }
    if (encoding == 'u')
        return arena_printf(arena, "%" PRIu64, size < 8 && size > 0 ? value & ((UINT64_C(1) << 8 * size) - 1) : value);
    int64_t number = size == 1   ? (int8_t)(uint8_t)value
                     : size == 2 ? (int16_t)(uint16_t)value
                     : size == 4 ? (int32_t)(uint32_t)value
                                 : (int64_t)value;
    return arena_printf(arena, "%" PRId64, number);
}

/* What was changed in one piece may be more than what it is named after: characters of a text, or of a struct the
 * fields after the first, which are not told. */
const char *race_number_text(const struct race_name *name, uint64_t value, uint32_t size, struct arena *arena)
{
    char text[sizeof value + 1] = {0};
    memcpy(text, &value, size < sizeof value ? size : sizeof value);
    size_t count = 0;
    while (isprint((unsigned char)text[count]) || text[count] == '\n' || text[count] == '\t')
        count++;
    const bool is_text = name->size == 1 && size > 1 && text[0] && !text[count];
    if (is_text)
        return arena_printf(arena, "\"%s%s\"", race_clean((struct bytes){text, count}, sizeof value, arena),
                            count == sizeof value ? "..." : "");
    return race_value_text(value, name->size > 0 && name->size < size ? name->size : size, name->encoding, arena);
}

/* An address, or the bits of several fields, says nothing to anybody. */
bool race_is_number(const struct race_name *name)
{
    return name->encoding != 'p' && name->encoding != 'b';
}
