/* values_json.c -- "values" of the document bothends.grade/1. */
#include "rubrics/documents.h"
#include "rubrics/races.h"

/* true: all was looked at and nothing found; false: a race was found; null: nobody can say. */
static json_t *race_free(const struct race_evidence *race)
{
    for (size_t i = 0; i < race->race_count && !race->is_doubtful; i++)
        if (!race->races[i].is_stale)
            return json_false();
    return race->broken || race->unknown_count > 0 || race->schedules == 0 ? json_null() : json_true();
}

static json_t *witness_document(const struct witness_seen *witness)
{
    if (!witness)
        return json_null();
    json_t *out = json_object(), *steps = json_array();
    document_set(out, "seed", json_integer((json_int_t)witness->seed));
    for (size_t i = 0; i < witness->step_count; i++) {
        const struct step_seen *step = &witness->steps[i];
        json_t *item = json_object();
        document_set(item, "process", text_document(step->process));
        document_set(item, "thread", json_integer(step->thread));
        document_set(item, "does", text_document(step->does));
        document_set(item, "at", step->where.file ? place_document(&step->where) : json_null());
        document_append(steps, item);
    }
    document_set(out, "steps", steps);
    return out;
}

static json_t *outcomes_document(const struct value_seen *value)
{
    json_t *out = json_array();
    for (size_t i = 0; i < value->outcome_count; i++) {
        const struct outcome_seen *outcome = &value->outcomes[i];
        json_t *item = json_object();
        document_set(item, "value", text_document(outcome->text));
        document_set(item, "count", json_integer(outcome->count));
        document_set(item, "seed", json_integer((json_int_t)outcome->seed));
        if (value->wanted)
            document_set(item, "right", json_boolean(races_outcome_ok(value, outcome)));
        document_append(out, item);
    }
    return out;
}

/* Why it is not complete; empty: it is. */
static json_t *reasons_document(const struct race_evidence *race)
{
    json_t *out = json_array();
    for (size_t i = 0; i < race->reason_count; i++) {
        json_t *item = json_object();
        document_set(item, "reason", text_document(race->reasons[i].reason));
        document_set(item, "message", text_document(race->reasons[i].text));
        document_append(out, item);
    }
    return out;
}

static json_t *value_document(const struct race_evidence *race, const struct value_seen *value, struct arena *arena)
{
    struct races_count count = races_count(value);
    json_t *out = json_object(), *unknown = json_array();
    document_set(out, "name", text_document(value->name));
    document_set(out, "case", text_document(race->case_id));
    document_set(out, "expected", value->wanted ? text_document(races_wanted(value->wanted, arena)) : json_null());
    document_set(out, "schedules", json_integer(race->schedules));
    document_set(out, "race_free", race_free(race));
    document_set(out, "complete", json_boolean(race->is_complete && !race->broken && race->unknown_count == 0));
    document_set(out, "incomplete", reasons_document(race));
    if (value->any_order)
        document_set(out, "lines_in_any_order", json_true());
    document_set(out, "outcomes", outcomes_document(value));
    if (count.lost_max > 0 && races_lose(race, value)) {
        json_t *lost = json_object();
        document_set(lost, "min", json_integer(count.right > 0 ? 0 : (json_int_t)count.lost_min));
        document_set(lost, "max", json_integer((json_int_t)count.lost_max));
        document_set(out, "lost", lost);
    }
    if (race->broken)
        document_append(unknown, text_document(race->broken));
    for (size_t i = 0; i < race->unknown_count; i++)
        document_append(unknown, text_document(race->unknown[i]));
    document_set(out, "unknown", unknown);
    document_set(out, "witness", witness_document(races_witness(race, value)));
    return out;
}

json_t *values_document(const struct evidence *evidence, struct arena *arena)
{
    json_t *out = json_array();
    for (size_t i = 0; i < evidence->race_count; i++)
        for (size_t k = 0; k < evidence->races[i].value_count; k++)
            document_append(out, value_document(&evidence->races[i], &evidence->races[i].values[k], arena));
    return out;
}
