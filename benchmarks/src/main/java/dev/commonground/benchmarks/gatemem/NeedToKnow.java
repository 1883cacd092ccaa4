package dev.commonground.benchmarks.gatemem;

import dev.commonground.benchmarks.gatemem.Episode.Turn;
import dev.commonground.memory.Audience;
import dev.commonground.memory.Audience.Member;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The audience of each turn, from the entities of its episode alone. In an office it is the members of the project that most
 * belong to. In a clinic it is the patient and the care team; the front desk and the family read only what a scheduler or
 * the reception says without a clinical word.
 *
 * <p>Not thread-safe: it follows whom the turns are about.
 */
final class NeedToKnow {

    private static final Set<String> CARE = Set.of("nurse", "pharmacist", "social_worker", "lab_tech", "agent");
    private static final Set<String> OPERATORS = Set.of("security", "sre", "engineer");
    private static final Pattern CREDENTIAL = Pattern.compile("(?i)\\b(?:token|credential|bridge|label|secret)s?\\b");
    private static final Set<String> DESK = Set.of("scheduler", "reception");
    private static final Pattern CLINICAL = Pattern.compile(
            "(?i)\\b(?:mg|mcg|ml|miu|dose|medication|medicine|tablet|lab|labs|result|diagnos\\w*|symptom\\w*|pain|bleed\\w*|pregnan\\w*|blood|scan shows|"
                    + "clinical|counsel\\w*|therapy|hiv|hepatitis|mental|psych\\w*|alcohol|recovery|shelter|infectious\\S*|colon\\w*|mri|ct|ultrasound|imaging|injection|screening|procedure|behavioral|\\w+(?:ology|scopy|opsy|itis|oma)|voicemail|callback|phone|number)\\b"
                    + "|\\d{3}-\\d{3}-\\d{4}");
    private static final Pattern TIMES = Pattern.compile(
            "(?i)\\b(?:\\d{1,2}:\\d\\d|\\d{1,2} ?[ap]m|appointment|slot|suite|arriv\\w*|reschedul\\w*|visit|clinic|ride|parking|booked)\\b");

    private static final Pattern ASKS = Pattern.compile(
            "(?is).*\\?\\s*$|.*\\b(?:restore|recover|complete|finish|send me|give me|tell me|show me|resend|read me|only need|whether|need to know|verify if|just tell)\\b.*");

    private final Episode episode;
    private final String main;
    private String patient;

    NeedToKnow(Episode episode) {
        this.episode = episode;
        this.main = episode.relations().stream()
                .map(relation -> relation.getOrDefault("patient_id", ""))
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse("");
        this.patient = main;
    }

    /** Returns whether a turn only asks: what somebody would like to know is nothing to remember. */
    static boolean asks(String text) {
        return ASKS.matcher(text).matches();
    }

    Audience of(Turn turn) {
        Set<String> readers = patient.isEmpty() ? project(turn) : carers(turn);
        readers.add(turn.speaker());
        return Audience.of(readers.stream().map(Member::person).toArray(Member[]::new));
    }

    /**
     * Returns everybody with a task in the project that most belong to; contractors and delegates have none. Credentials are
     * for those who operate it.
     */
    private Set<String> project(Turn turn) {
        Map<String, Integer> members = new HashMap<>();
        episode.relations().forEach(one -> members.merge(one.getOrDefault("project_id", ""), 1, Integer::sum));
        members.remove("");
        String largest = members.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
        return episode.relations().stream()
                .filter(one -> largest.equals(one.get("project_id")))
                .filter(one -> !String.valueOf(one.get("type")).startsWith("contractor"))
                .map(one -> String.valueOf(one.get("principal_id")))
                .filter(id -> !CREDENTIAL.matcher(turn.text()).find()
                        || OPERATORS.contains(episode.roles().get(id)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Set<String> carers(Turn turn) {
        follow(turn);
        Set<String> readers = new LinkedHashSet<>(Set.of(patient));
        episode.roles().forEach((id, role) -> {
            if (CARE.contains(role)) {
                readers.add(id);
            }
        });
        episode.relations().stream()
                .filter(one -> patient.equals(one.get("patient_id")))
                .filter(one -> !one.getOrDefault("scope", "").contains("only"))
                .map(one -> one.get("clinician_id"))
                .filter(id -> id != null)
                .forEach(readers::add);
        boolean plain = !CLINICAL.matcher(turn.text()).find();
        if (DESK.contains(turn.role()) || (plain && TIMES.matcher(turn.text()).find())) {
            addAll(DESK, readers);
        }
        if (DESK.contains(turn.role()) && plain) {
            episode.relations().stream()
                    .filter(one -> patient.equals(one.get("patient_id")) && one.get("family_id") != null)
                    .filter(one -> !String.valueOf(one.get("access_level")).contains("none"))
                    .forEach(one -> readers.add(String.valueOf(one.get("family_id"))));
        }
        return readers;
    }

    private void addAll(Set<String> roles, Set<String> readers) {
        episode.roles().forEach((id, role) -> {
            if (roles.contains(role)) {
                readers.add(id);
            }
        });
    }

    /** A turn is about the patient that speaks or is named, or that the speaker cares for; otherwise about the main one. */
    private void follow(Turn turn) {
        if ("patient".equals(turn.role())) {
            patient = turn.speaker();
            return;
        }
        patient = episode.relations().stream()
                .filter(one -> turn.speaker().equals(one.get("clinician_id"))
                        || turn.speaker().equals(one.get("family_id")))
                .map(one -> one.getOrDefault("patient_id", main))
                .findFirst()
                .orElse(main);
        episode.names().forEach((id, name) -> {
            String first = name.replaceFirst(" .*", "");
            if ("patient".equals(episode.roles().get(id)) && turn.text().contains(first)) {
                patient = id;
            }
        });
    }
}
