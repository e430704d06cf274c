/* rubric_parts.h -- the parts rubric_parse is made of. */
#ifndef RUBRICS_RUBRIC_PARTS_H
#define RUBRICS_RUBRIC_PARTS_H

#include "rubrics/reader.h"
#include "rubrics/rubric.h"

/* "2026-12-01T23:59:00Z" or with an offset "+01:00" (RFC 3339 with upper-case T and Z, the years 2000 to 2999, no leap
 * seconds) to unix ms. */
bool rubric_time(const char *text, int64_t *unix_ms);

/* The name of a file in the folder that the program runs in, at object's key. False: a fault was told. */
bool rubric_read_file_name(struct reader *reader, const struct at *at, json_t *object, const char *key,
                           const char **out);

/* Each reads an array of the document into rubric (rubric_case.c, rubric_value.c, rubric_criterion.c): in this order,
 * for each may name what came before. */
void rubric_read_cases(struct reader *reader, json_t *document, struct rubric *rubric);
void rubric_read_values(struct reader *reader, json_t *document, struct rubric *rubric);
void rubric_read_criteria(struct reader *reader, json_t *document, struct rubric *rubric);

/* What only the whole document can say (rubric_meaning.c): points that do not add up, criteria nobody can earn or ever
 * see. Parts that were not understood are NULL or empty in rubric and are passed over. */
void rubric_check_meaning(struct reader *reader, json_t *document, const struct rubric *rubric);

#endif
