package dev.commonground.studio.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.commonground.memory.Author;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides where a client sits: the command line comes first, then the client's token, then the URL. What one of them has
 * fixed, the next cannot change.
 */
public final class SeatRules {

    private static final String OWNER = "owner";
    private static final String TASK = "task";
    private static final String USER = "user";
    private static final String AGENT = "agent";
    private static final String PERSON = "person";

    /** What can be fixed. */
    private static final List<String> FIELDS = List.of(OWNER, TASK, USER, AGENT, PERSON);

    private final Map<String, String> fixed;
    private final Map<String, Map<String, String>> tokens;

    private SeatRules(Map<String, String> fixed, Map<String, Map<String, String>> tokens) {
        this.fixed = fixed;
        this.tokens = tokens;
    }

    /** Returns rules with what the command line fixed; null leaves a part open. */
    public static SeatRules of(String owner, @Nullable String task, @Nullable String user, @Nullable Author author) {
        Map<String, String> fixed = new LinkedHashMap<>();
        fixed.put(OWNER, owner);
        putGiven(fixed, TASK, task);
        putGiven(fixed, USER, user);
        if (author != null) {
            fixed.put(author.type() == Author.Type.PERSON ? PERSON : AGENT, author.name());
        }
        return new SeatRules(fixed, Map.of());
    }

    private static void putGiven(Map<String, String> fixed, String field, @Nullable String value) {
        if (value != null) {
            fixed.put(field, value);
        }
    }

    /**
     * Returns these rules for clients that show a token. A token may name another owner than the command line.
     *
     * @param json an object with what each token fixes, such as {@code {"s3cret": {"task": "q3", "agent": "writer"}}}
     * @throws IllegalArgumentException if {@code json} is not such an object
     */
    public SeatRules withTokens(String json) {
        return new SeatRules(fixed, tokens(json));
    }

    /**
     * Returns what each token fixes.
     *
     * @param json as {@link #withTokens} takes it
     * @throws IllegalArgumentException if {@code json} is not such an object
     */
    public static Map<String, Map<String, String>> tokens(String json) {
        Map<String, Map<String, String>> parsed;
        try {
            parsed = JsonMapper.builder().build().readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The file of tokens is not a JSON object with an object for each token: write {\"TOKEN\": {\"task\": \"...\", \"agent\": \"...\"}}");
        }
        if (parsed.isEmpty() || parsed.values().stream().anyMatch(parts -> !FIELDS.containsAll(parts.keySet()))) {
            throw new IllegalArgumentException(
                    "The file of tokens has no token, or fixes something unknown: a token fixes some of " + FIELDS);
        }
        return parsed;
    }

    /** Returns whether every client needs a token. */
    public boolean needToken() {
        return !tokens.isEmpty();
    }

    /** Returns the seat without a token or a URL. */
    public Seat fixedSeat() {
        return seat(fixed);
    }

    /**
     * Returns the seat of a client.
     *
     * @param token the client's token, or null
     * @param url the parameters of its URL
     * @throws SeatRefusedException if the token is unknown, or something is missing or contradicts
     */
    Seat seat(@Nullable String token, Map<String, String> url) {
        Map<String, String> parts = new LinkedHashMap<>(fixed);
        if (needToken()) {
            Map<String, String> own = known(token);
            if (own.containsKey(OWNER)) {
                parts.put(OWNER, own.get(OWNER));
            }
            fill(parts, own, "the command line");
        }
        fill(parts, url, needToken() ? "the token or the command line" : "the command line");
        return seat(parts);
    }

    private Map<String, String> known(@Nullable String token) {
        Map<String, String> found = find((token == null ? "" : token).getBytes(StandardCharsets.UTF_8));
        if (found == null) {
            throw new SeatRefusedException(
                    SeatRefusedException.UNKNOWN, "The token is missing or unknown: send Authorization: Bearer TOKEN");
        }
        return found;
    }

    /** Compares with every token, so the time tells nothing. */
    private @Nullable Map<String, String> find(byte[] given) {
        Map<String, String> found = null;
        for (Map.Entry<String, Map<String, String>> one : tokens.entrySet()) {
            if (MessageDigest.isEqual(one.getKey().getBytes(StandardCharsets.UTF_8), given)) {
                found = one.getValue();
            }
        }
        return found;
    }

    private static void fill(Map<String, String> parts, Map<String, String> more, String by) {
        for (String field : FIELDS) {
            String wanted = more.get(field);
            String given = parts.get(field);
            boolean author = field.equals(AGENT) || field.equals(PERSON);
            boolean taken = author && (parts.containsKey(AGENT) || parts.containsKey(PERSON));
            if (wanted != null && !wanted.equals(given)) {
                if (given != null || taken) {
                    throw new SeatRefusedException(
                            SeatRefusedException.FORBIDDEN,
                            "The %s is fixed by %s: leave it out of the URL".formatted(field, by));
                }
                parts.put(field, wanted);
            }
        }
    }

    private static Seat seat(Map<String, String> parts) {
        String task = parts.get(TASK);
        String agent = parts.get(AGENT);
        String person = parts.get(PERSON);
        if (task == null || (agent == null && person == null)) {
            throw new SeatRefusedException(
                    SeatRefusedException.INCOMPLETE,
                    "The task or the agent is unknown: add ?task=TASK&agent=NAME to the URL, or fix them at the start of the server");
        }
        Author author = agent != null ? Author.agent(agent) : Author.person(String.valueOf(person));
        return new Seat(String.valueOf(parts.get(OWNER)), task, parts.get(USER), author);
    }
}
