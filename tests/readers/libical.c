/* What libical sees in a calendar: one line an occurrence, fields divided by tabs; exit status 1 and a line
 * that says why when it does not accept the calendar.  libical FILE */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>

static int refuse(const char *why) {
    printf("refused\t%s\n", why);
    return 1;
}

static void field(const char *text) {
    putchar('\t');
    if (!text) {
        printf("\\-");
        return;
    }
    for (; *text; text++) {
        if (*text == '\\') printf("\\\\");
        else if (*text == '\n') printf("\\n");
        else if (*text == '\t') printf("\\t");
        else putchar(*text);
    }
}

static const char *text_of(icalcomponent *component, icalproperty_kind kind) {
    icalproperty *property = icalcomponent_get_first_property(component, kind);
    return property ? icalvalue_get_text(icalproperty_get_value(property)) : NULL;
}

static const char *raw_of(icalcomponent *component, icalproperty_kind kind) {
    icalproperty *property = icalcomponent_get_first_property(component, kind);
    return property ? icalproperty_get_value_as_string(property) : NULL;
}

static void occurrence(icalcomponent *event, struct icaltime_span *span, void *data) {
    icalproperty *modified = icalcomponent_get_first_property(event, ICAL_LASTMODIFIED_PROPERTY);
    (void)data;
    printf("event\t%lld\t%lld\t%lld\t%d", (long long)span->start, (long long)span->end,
           (long long)icaltime_as_timet(icalproperty_get_lastmodified(modified)), icalcomponent_get_sequence(event));
    field(icalcomponent_get_uid(event));
    field(raw_of(event, ICAL_STATUS_PROPERTY));
    field(raw_of(event, ICAL_CLASS_PROPERTY));
    field(text_of(event, ICAL_SUMMARY_PROPERTY));
    field(text_of(event, ICAL_LOCATION_PROPERTY));
    field(text_of(event, ICAL_DESCRIPTION_PROPERTY));
    putchar('\n');
}

/* Every zone that a time names has to be described in the calendar itself. */
static int zones_are_there(icalcomponent *calendar, icalcomponent *event) {
    icalproperty *property;
    for (property = icalcomponent_get_first_property(event, ICAL_ANY_PROPERTY); property;
         property = icalcomponent_get_next_property(event, ICAL_ANY_PROPERTY)) {
        icalparameter *zone = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
        if (zone && !icalcomponent_get_timezone(calendar, icalparameter_get_tzid(zone))) return 0;
    }
    return 1;
}

static char *contents(const char *path) {
    FILE *file = fopen(path, "rb");
    char *text;
    long size;
    if (!file || fseek(file, 0, SEEK_END) || (size = ftell(file)) < 0 || fseek(file, 0, SEEK_SET)) return NULL;
    text = calloc((size_t)size + 1, 1);
    if (!text || fread(text, 1, (size_t)size, file) != (size_t)size) return NULL;
    fclose(file);
    return text;
}

int main(int count, char **arguments) {
    struct icaltimetype from = icaltime_from_string("20250101T000000Z"), to = icaltime_from_string("20290101T000000Z");
    char *text = count == 2 ? contents(arguments[1]) : NULL;
    icalcomponent *calendar, *event;
    icalproperty *name;
    if (!text) return refuse("no file");
    calendar = icalparser_parse_string(text);
    if (!calendar || icalcomponent_isa(calendar) != ICAL_VCALENDAR_COMPONENT) return refuse("not one calendar");
    if (icalcomponent_count_errors(calendar)) return refuse("errors while reading");
    if (!icalrestriction_check(calendar)) return refuse("against the restrictions of iTIP");
    if (icalcomponent_count_errors(calendar)) return refuse("errors after the restrictions");
    if (icalcomponent_get_first_property(calendar, ICAL_METHOD_PROPERTY)) return refuse("a method");
    if (!icalcomponent_get_first_property(calendar, ICAL_REFRESHINTERVAL_PROPERTY)) return refuse("no refresh interval");
    name = icalcomponent_get_first_property(calendar, ICAL_NAME_PROPERTY);
    printf("name");
    field(name ? icalproperty_get_name(name) : NULL);
    putchar('\n');
    for (event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
         event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        if (!zones_are_there(calendar, event)) return refuse("a zone that is not described");
        icalcomponent_foreach_recurrence(event, from, to, occurrence, NULL);
    }
    return 0;
}
