/* openapi_schemas.c -- what goes over the wire, as JSON Schema: the components of the OpenAPI document. */
#include "server/http/openapi_schemas.h"

/* clang-format off */
const struct openapi_schema openapi_schemas[] = {
    {"Status",
     "{\"enum\":[\"queued\",\"running\",\"graded\",\"compile_error\",\"grader_error\"]}"},
    {"Role",
     "{\"enum\":[\"student\",\"instructor\",\"admin\"]}"},
    {"Time",
     "{\"type\":[\"string\",\"null\"],\"format\":\"date-time\"}"},
    {"Object",
     "{\"type\":\"object\"}"},
    {"Health",
     "{\"type\":\"object\",\"required\":[\"status\"],\"properties\":{\"status\":{\"type\":\"string\"}}}"},
    {"Fault",
     "{\"type\":\"object\",\"required\":[\"pointer\",\"detail\"],\"properties\":{\"pointer\":{\"type\":\"string\","
     "\"description\":\"RFC 6901\"},\"line\":{\"type\":\"integer\",\"minimum\":1},"
     "\"column\":{\"type\":\"integer\",\"minimum\":1,\"description\":\"in characters\"},"
     "\"detail\":{\"type\":\"string\"}}}"},
    {"Problem",
     "{\"type\":\"object\",\"description\":\"RFC 9457\",\"required\":[\"type\",\"title\",\"status\",\"detail\","
     "\"request_id\"],\"properties\":{\"type\":{\"type\":\"string\",\"format\":\"uri\"},"
     "\"title\":{\"type\":\"string\"},\"status\":{\"type\":\"integer\"},\"detail\":{\"type\":\"string\"},"
     "\"request_id\":{\"type\":\"string\"},\"errors\":{\"type\":\"array\","
     "\"items\":{\"$ref\":\"#/components/schemas/Fault\"}}}}"},
    {"RubricName",
     "{\"type\":\"object\",\"required\":[\"id\",\"version\"],\"properties\":{\"id\":{\"type\":\"string\"},"
     "\"version\":{\"type\":\"integer\"},\"sha256\":{\"type\":\"string\"}}}"},
    {"File",
     "{\"type\":\"object\",\"required\":[\"name\"],\"additionalProperties\":false,"
     "\"properties\":{\"name\":{\"type\":\"string\"},\"content\":{\"type\":\"string\"},"
     "\"content_base64\":{\"type\":\"string\",\"contentEncoding\":\"base64\"}}}"},
    {"NewSubmission",
     "{\"type\":\"object\",\"required\":[\"files\"],\"additionalProperties\":false,"
     "\"properties\":{\"rubric\":{\"type\":\"string\"},\"student\":{\"type\":\"string\",\"maxLength\":128},"
     "\"files\":{\"type\":\"array\",\"minItems\":1,\"maxItems\":64,"
     "\"items\":{\"$ref\":\"#/components/schemas/File\"}}}}"},
    {"NewBatch",
     "{\"type\":\"object\",\"required\":[\"submissions\"],\"additionalProperties\":false,"
     "\"properties\":{\"submissions\":{\"type\":\"array\",\"minItems\":1,\"maxItems\":100,"
     "\"items\":{\"$ref\":\"#/components/schemas/NewSubmission\"}}}}"},
    {"Form",
     "{\"type\":\"object\",\"properties\":{\"rubric\":{\"type\":\"string\"},\"student\":{\"type\":\"string\"},"
     "\"file\":{\"description\":\"any number of parts with a file name, whatever they are called\"}}}"},
    {"Submission",
     "{\"type\":\"object\",\"required\":[\"schema\",\"id\",\"status\",\"rubric\",\"student\",\"created\"],"
     "\"properties\":{\"schema\":{\"const\":\"bothends.submission/1\"},\"id\":{\"type\":\"string\"},"
     "\"status\":{\"$ref\":\"#/components/schemas/Status\"},"
     "\"rubric\":{\"$ref\":\"#/components/schemas/RubricName\"},\"student\":{\"type\":\"string\"},"
     "\"created\":{\"$ref\":\"#/components/schemas/Time\"},\"finished\":{\"$ref\":\"#/components/schemas/Time\"},"
     "\"position\":{\"type\":\"integer\",\"minimum\":0},\"progress\":{\"type\":\"string\"},"
     "\"message\":{\"type\":\"string\"},\"attempts\":{\"type\":\"integer\"},\"score\":{\"type\":\"number\"},"
     "\"max_score\":{\"type\":\"number\"},\"error\":{\"type\":\"string\"}}}"},
    {"Grade",
     "{\"type\":\"object\",\"required\":[\"schema\",\"id\",\"status\",\"rubric\",\"score\",\"max_score\","
     "\"criteria\",\"findings\"],\"properties\":{\"schema\":{\"const\":\"bothends.grade/1\"},"
     "\"id\":{\"type\":\"string\"},\"status\":{\"$ref\":\"#/components/schemas/Status\"},"
     "\"rubric\":{\"$ref\":\"#/components/schemas/RubricName\"},\"score\":{\"type\":[\"number\",\"null\"]},"
     "\"max_score\":{\"type\":[\"number\",\"null\"]},\"criteria\":{\"type\":\"array\","
     "\"items\":{\"type\":\"object\"}},\"findings\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}},"
     "\"runs\":{\"type\":\"array\"},\"values\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}}}}"},
    {"GradeOrSubmission",
     "{\"oneOf\":[{\"$ref\":\"#/components/schemas/Grade\"},{\"$ref\":\"#/components/schemas/Submission\"}]}"},
    {"SubmissionList",
     "{\"type\":\"object\",\"required\":[\"items\"],\"properties\":{\"items\":{\"type\":\"array\","
     "\"items\":{\"$ref\":\"#/components/schemas/Submission\"}},\"next_cursor\":{\"type\":[\"string\",\"null\"]}}}"},
    {"Batch",
     "{\"type\":\"object\",\"required\":[\"items\"],\"properties\":{\"items\":{\"type\":\"array\","
     "\"items\":{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"string\"},"
     "\"student\":{\"type\":\"string\"},\"replayed\":{\"type\":\"boolean\"},\"problem\":{\"type\":\"object\"}}}}}}"},
    {"FileList",
     "{\"type\":\"object\",\"required\":[\"items\"],\"properties\":{\"items\":{\"type\":\"array\","
     "\"items\":{\"type\":\"object\",\"required\":[\"name\",\"bytes\"],"
     "\"properties\":{\"name\":{\"type\":\"string\"},\"bytes\":{\"type\":\"integer\"}}}}}}"},
    {"GradeList",
     "{\"type\":\"object\",\"required\":[\"submission\",\"items\"],\"properties\":{"
     "\"submission\":{\"$ref\":\"#/components/schemas/Submission\"},\"items\":{\"type\":\"array\","
     "\"items\":{\"type\":\"object\",\"required\":[\"number\",\"rubric_version\",\"created\",\"grade\"],"
     "\"properties\":{\"number\":{\"type\":\"integer\"},\"rubric_version\":{\"type\":\"integer\"},"
     "\"created\":{\"$ref\":\"#/components/schemas/Time\"},"
     "\"grade\":{\"$ref\":\"#/components/schemas/Grade\"}}}}}}"},
    {"Rubric",
     "{\"type\":\"object\",\"description\":\"bothends.rubric/1 as it was saved,"
     " or bothends.rubric.public/1 for students\",\"required\":[\"schema\",\"id\",\"title\"]}"},
    {"RubricSaved",
     "{\"type\":\"object\",\"required\":[\"id\",\"version\"],\"properties\":{\"id\":{\"type\":\"string\"},"
     "\"title\":{\"type\":[\"string\",\"null\"]},\"version\":{\"type\":\"integer\"},"
     "\"sha256\":{\"type\":\"string\"},\"author\":{\"type\":\"string\"},"
     "\"created\":{\"$ref\":\"#/components/schemas/Time\"},"
     "\"mutation\":{\"type\":[\"object\",\"null\"],\"description\":\"the last self-test of this text\","
     "\"properties\":{\"killed\":{\"type\":\"integer\"},\"survived\":{\"type\":\"integer\"},"
     "\"equivalent\":{\"type\":\"integer\"},\"score\":{\"type\":[\"number\",\"null\"]}}}}}"},
    {"RubricList",
     "{\"type\":\"object\",\"required\":[\"items\"],\"properties\":{\"items\":{\"type\":\"array\","
     "\"items\":{\"$ref\":\"#/components/schemas/RubricSaved\"}}}}"},
    {"VersionList",
     "{\"$ref\":\"#/components/schemas/RubricList\"}"},
    {"Validation",
     "{\"type\":\"object\",\"required\":[\"valid\",\"errors\"],\"properties\":{\"valid\":{\"type\":\"boolean\"},"
     "\"max_score\":{\"type\":\"number\"},\"errors\":{\"type\":\"array\","
     "\"items\":{\"$ref\":\"#/components/schemas/Fault\"}}}}"},
    {"Regrade",
     "{\"type\":\"object\",\"required\":[\"rubric\",\"version\",\"queued\"],"
     "\"properties\":{\"rubric\":{\"type\":\"string\"},\"version\":{\"type\":\"integer\"},"
     "\"queued\":{\"type\":\"integer\"}}}"},
    {"NewRegrade",
     "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{"
     "\"reason\":{\"type\":\"string\",\"maxLength\":500,\"description\":\"kept with the new grades\"},"
     "\"reuse\":{\"type\":\"boolean\",\"description\":\"run only what the kept evidence does not say\"},"
     "\"submissions\":{\"type\":\"array\",\"description\":\"only these; of a rubric\","
     "\"items\":{\"type\":\"string\"}}}}"},
    {"NewPreview",
     "{\"type\":\"object\",\"required\":[\"rubric\"],\"additionalProperties\":false,\"properties\":{"
     "\"rubric\":{\"description\":\"the draft, or its text\",\"type\":[\"object\",\"string\"]},"
     "\"files\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/File\"}},"
     "\"submissions\":{\"type\":\"array\",\"maxItems\":200,\"items\":{\"type\":\"string\"}},"
     "\"last\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":200},"
     "\"run\":{\"type\":\"boolean\",\"description\":\"where evidence is missing, run the program\"}}}"},
    {"Task",
     "{\"type\":\"object\",\"required\":[\"schema\",\"id\",\"status\"],\"properties\":{"
     "\"schema\":{\"const\":\"bothends.task/1\"},\"id\":{\"type\":\"string\"},"
     "\"status\":{\"$ref\":\"#/components/schemas/Status\"},\"progress\":{\"type\":\"string\"}}}"},
    {"Preview",
     "{\"type\":\"object\",\"required\":[\"schema\",\"rubric\"],\"properties\":{"
     "\"schema\":{\"const\":\"bothends.preview/1\"},\"rubric\":{\"type\":\"object\"},"
     "\"grade\":{\"$ref\":\"#/components/schemas/Grade\"},"
     "\"submissions\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}},"
     "\"summary\":{\"type\":\"object\"},\"criteria\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}},"
     "\"timing_ms\":{\"type\":\"number\",\"description\":\"how long the judging took\"}}}"},
    {"Statistics",
     "{\"type\":\"object\",\"required\":[\"schema\",\"count\",\"criteria\",\"findings\",\"deadlocks\"],"
     "\"properties\":{\"schema\":{\"const\":\"bothends.statistics/1\"},\"count\":{\"type\":\"integer\"},"
     "\"mean_share\":{\"type\":[\"number\",\"null\"]},\"scores\":{\"type\":\"array\"},"
     "\"criteria\":{\"type\":\"array\"},\"findings\":{\"type\":\"array\"},"
     "\"deadlocks\":{\"type\":\"array\"},\"complete\":{\"type\":\"boolean\"}}}"},
    {"NewToken",
     "{\"type\":\"object\",\"required\":[\"name\",\"role\"],\"additionalProperties\":false,"
     "\"properties\":{\"name\":{\"type\":\"string\",\"maxLength\":128},"
     "\"role\":{\"$ref\":\"#/components/schemas/Role\"}}}"},
    {"Token",
     "{\"type\":\"object\",\"required\":[\"id\",\"name\",\"role\"],\"properties\":{\"id\":{\"type\":\"string\"},"
     "\"name\":{\"type\":\"string\"},\"role\":{\"$ref\":\"#/components/schemas/Role\"},"
     "\"created\":{\"$ref\":\"#/components/schemas/Time\"},\"revoked\":{\"$ref\":\"#/components/schemas/Time\"},"
     "\"token\":{\"type\":\"string\",\"description\":\"the secret, shown once\"}}}"},
    {"TokenCreated",
     "{\"$ref\":\"#/components/schemas/Token\"}"},
    {"TokenList",
     "{\"type\":\"object\",\"required\":[\"items\"],\"properties\":{\"items\":{\"type\":\"array\","
     "\"items\":{\"$ref\":\"#/components/schemas/Token\"}}}}"},
    {"SignIn",
     "{\"type\":\"object\",\"required\":[\"token\"],\"additionalProperties\":false,"
     "\"properties\":{\"token\":{\"type\":\"string\"}}}"},
    {"Session",
     "{\"type\":\"object\",\"required\":[\"name\",\"role\"],\"properties\":{\"name\":{\"type\":\"string\"},"
     "\"role\":{\"$ref\":\"#/components/schemas/Role\"},\"csrf\":{\"type\":\"string\"},"
     "\"expires\":{\"$ref\":\"#/components/schemas/Time\"}}}"},
    {"DeliveryList",
     "{\"type\":\"object\",\"required\":[\"items\"],\"properties\":{\"items\":{\"type\":\"array\","
     "\"items\":{\"type\":\"object\",\"required\":[\"id\",\"message\",\"endpoint\",\"state\",\"attempts\","
     "\"submission\"]}}}}"},
    {"HookMessage",
     "{\"type\":\"object\",\"required\":[\"type\"],\"properties\":{\"type\":{\"type\":\"string\","
     "\"description\":\"submission.created; anything else is ignored\"},\"data\":{\"type\":\"object\","
     "\"required\":[\"student\",\"files\"],\"properties\":{\"rubric\":{\"type\":\"string\"},"
     "\"student\":{\"type\":\"string\"},\"files\":{\"type\":\"array\","
     "\"items\":{\"$ref\":\"#/components/schemas/File\"}}}}}}"},
    {"HookTaken",
     "{\"type\":\"object\",\"required\":[\"status\"],\"properties\":{\"status\":{\"enum\":[\"queued\",\"known\","
     "\"ignored\",\"pong\"]},\"id\":{\"type\":[\"string\",\"null\"]},"
     "\"detail\":{\"type\":\"string\",\"description\":\"why it was ignored\"}}}"},
};
/* clang-format on */
const size_t openapi_schema_count = sizeof openapi_schemas / sizeof *openapi_schemas;
