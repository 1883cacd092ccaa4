package dev.commonground.benchmarks;

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
 * @param conversations each with the questions asked inside it
 * @param withoutEvidence questions that name no turn and are left out
 * @param malformed evidence that is no id of a turn of the conversation: what can be read of it is kept
 */
record Locomo(List<Conversation> conversations, int withoutEvidence, int malformed) {

    private static final DateTimeFormatter SESSION_TIME = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("h:mm a 'on' d MMMM, yyyy")
            .toFormatter(Locale.ENGLISH);
    private static final Pattern ID = Pattern.compile("D:?(\\d+):0*(\\d+)");

    /** Two persons' talk over several sessions. */
    record Conversation(String id, List<Turn> turns, List<Question> questions) {}

    /** What one of them says, with what the picture shows that comes with it. */
    record Turn(String id, String session, Instant at, String speaker, String text) {}

    /** A question with the turns that answer it. */
    record Question(String text, int category, Set<String> evidence) {

        /** The category whose questions mix up who did what; reported apart. */
        static final int ADVERSARIAL = 5;
    }

    Locomo {
        conversations = List.copyOf(conversations);
    }

    /** Reads the file that the authors publish, or a part of it. */
    static Locomo read(Path file) throws IOException {
        List<Conversation> conversations = new ArrayList<>();
        int withoutEvidence = 0;
        int malformed = 0;
        for (JsonNode sample : new ObjectMapper().readTree(file.toFile())) {
            List<Turn> turns = turns(sample.path("conversation"));
            Set<String> ids = new HashSet<>();
            turns.forEach(turn -> ids.add(turn.id()));
            List<Question> questions = new ArrayList<>();
            for (JsonNode asked : sample.path("qa")) {
                Set<String> evidence = new LinkedHashSet<>();
                for (JsonNode one : asked.path("evidence")) {
                    malformed += ids.contains(one.asText()) ? 0 : 1;
                    evidence.addAll(ids(one.asText()));
                }
                evidence.retainAll(ids);
                withoutEvidence += evidence.isEmpty() ? 1 : 0;
                if (!evidence.isEmpty()) {
                    questions.add(new Question(
                            asked.path("question").asText(),
                            asked.path("category").asInt(),
                            evidence));
                }
            }
            conversations.add(new Conversation(sample.path("sample_id").asText(), turns, questions));
        }
        return new Locomo(conversations, withoutEvidence, malformed);
    }

    private static List<Turn> turns(JsonNode conversation) {
        List<Turn> turns = new ArrayList<>();
        for (int n = 1; conversation.has("session_" + n + "_date_time"); n++) {
            String session = "session_" + n;
            Instant at = LocalDateTime.parse(
                            conversation.path(session + "_date_time").asText(), SESSION_TIME)
                    .toInstant(ZoneOffset.UTC);
            for (JsonNode turn : conversation.path(session)) {
                turns.add(new Turn(
                        turn.path("dia_id").asText(),
                        session,
                        at,
                        turn.path("speaker").asText(),
                        text(turn)));
            }
        }
        return turns;
    }

    private static String text(JsonNode turn) {
        String said = turn.path("text").asText();
        return turn.has("blip_caption")
                ? said + " [shares " + turn.path("blip_caption").asText() + "]"
                : said;
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
