package dev.commonground.internal.learning;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Builds the answer of a model. */
public final class Answer {

    private final ObjectNode item = JsonNodeFactory.instance.objectNode();

    private Answer() {}

    /** Creates an item with {@code evidence} from a message. */
    public static Answer item(int message, String kind, String text, String evidence) {
        Answer answer = new Answer();
        answer.item
                .put("message", message)
                .put("part", 0)
                .put("kind", kind)
                .put("key", "")
                .put("value", "")
                .put("text", text)
                .put("evidence", evidence)
                .put("relation", "new")
                .put("known", 0)
                .put("change", "");
        return answer;
    }

    public Answer key(String key, String value) {
        item.put("key", key).put("value", value);
        return this;
    }

    public Answer part(int part) {
        item.put("part", part);
        return this;
    }

    public Answer relation(String relation, int known) {
        item.put("relation", relation).put("known", known);
        return this;
    }

    public Answer change(String words) {
        item.put("change", words);
        return this;
    }

    public Answer also(String name, String value) {
        item.put(name, value);
        return this;
    }

    /** Returns the answer with {@code items}. */
    public static String of(Answer... items) {
        return Arrays.stream(items)
                .map(answer -> answer.item.toString())
                .collect(Collectors.joining(",", "{\"statements\":[", "]}"));
    }
}
