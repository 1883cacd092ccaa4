package dev.commonground.benchmarks.locomo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The conversations of LoCoMo (Maharana et al., ACL 2024) with their questions.
 *
 * @param transcripts the conversations
 * @param withoutEvidence the number of questions without evidence, which are excluded
 * @param malformed the number of references that are not the id of a turn; their readable parts are kept
 */
record Locomo(List<Transcript> transcripts, int withoutEvidence, int malformed) {

    private static final DateTimeFormatter SESSION_TIME = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("h:mm a 'on' d MMMM, yyyy")
            .toFormatter(Locale.ENGLISH);
    private static final Pattern ID = Pattern.compile("D:?(\\d+):0*(\\d+)");

    /** A conversation of two persons over several sessions, with the questions about it. */
    record Transcript(String id, List<TranscriptTurn> turns, List<LocomoQuestion> questions) {}

    /** A turn of a conversation; its text includes the caption of a shared picture. */
    record TranscriptTurn(String id, String session, Instant at, String speaker, String text) {}

    /** A question with the ids of the turns that answer it. */
    record LocomoQuestion(String text, int category, Set<String> evidence) {

        /** The category of questions that confuse the speakers; reported separately. */
        static final int ADVERSARIAL = 5;
    }

    Locomo {
        transcripts = List.copyOf(transcripts);
    }

    /** Reads the file that the authors publish, or a part of it. */
    static Locomo read(Path file) throws IOException {
        LocomoReader reader = new LocomoReader();
        for (JsonNode sample : new ObjectMapper().readTree(file.toFile())) {
            reader.add(sample);
        }
        return new Locomo(reader.transcripts, reader.withoutEvidence, reader.malformed);
    }

    /** The conversations read so far, and the defects found in them. */
    private static final class LocomoReader {

        private final List<Transcript> transcripts = new ArrayList<>();
        private int withoutEvidence;
        private int malformed;

        void add(JsonNode sample) {
            List<TranscriptTurn> turns = turns(sample.path("conversation"));
            Set<String> ids = new HashSet<>();
            turns.forEach(turn -> ids.add(turn.id()));
            List<LocomoQuestion> questions = new ArrayList<>();
            sample.path("qa").forEach(question -> addQuestion(question, ids, questions));
            transcripts.add(new Transcript(sample.path("sample_id").asText(), turns, questions));
        }

        private void addQuestion(JsonNode question, Set<String> ids, List<LocomoQuestion> questions) {
            Set<String> evidence = evidence(question.path("evidence"), ids);
            if (evidence.isEmpty()) {
                withoutEvidence++;
            } else {
                int category = question.path("category").asInt();
                questions.add(new LocomoQuestion(question.path("question").asText(), category, evidence));
            }
        }

        private Set<String> evidence(JsonNode references, Set<String> ids) {
            Set<String> evidence = new LinkedHashSet<>();
            for (JsonNode one : references) {
                malformed += ids.contains(one.asText()) ? 0 : 1;
                evidence.addAll(ids(one.asText()));
            }
            evidence.retainAll(ids);
            return evidence;
        }
    }

    private static List<TranscriptTurn> turns(JsonNode conversation) {
        List<TranscriptTurn> turns = new ArrayList<>();
        for (int n = 1; conversation.has("session_" + n + "_date_time"); n++) {
            String session = "session_" + n;
            String time = conversation.path(session + "_date_time").asText();
            Instant at = LocalDateTime.parse(time, SESSION_TIME).toInstant(ZoneOffset.UTC);
            conversation.path(session).forEach(turn -> turns.add(turn(turn, session, at)));
        }
        return turns;
    }

    private static TranscriptTurn turn(JsonNode turn, String session, Instant at) {
        String id = turn.path("dia_id").asText();
        return new TranscriptTurn(id, session, at, turn.path("speaker").asText(), text(turn));
    }

    private static String text(JsonNode turn) {
        String words = turn.path("text").asText();
        return turn.has("blip_caption")
                ? words + " [shares " + turn.path("blip_caption").asText() + "]"
                : words;
    }

    private static List<String> ids(String evidence) {
        List<String> ids = new ArrayList<>();
        Matcher matcher = ID.matcher(evidence);
        while (matcher.find()) {
            ids.add("D%s:%s".formatted(matcher.group(1), matcher.group(2)));
        }
        return ids;
    }
}
