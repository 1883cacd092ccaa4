package dev.commonground.internal.learning;

import dev.commonground.briefing.Tokens;
import java.util.ArrayList;
import java.util.List;

/** Splits a conversation into chunks of a limited number of tokens. */
record Chunker(int maxTokens) {

    /** The context of a chunk has at most this fraction of the chunk's tokens. */
    private static final int CONTEXT_FRACTION = 4;

    /** The same ratio as in {@link Tokens}. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    private static final List<String> BREAKS = List.of("\n", ". ", "! ", "? ", " ");

    List<Chunk> chunk(List<SourceMessage> messages) {
        List<SourceMessage> parts =
                messages.stream().flatMap(message -> split(message).stream()).toList();
        List<Chunk> chunks = new ArrayList<>();
        for (int from = 0; from < parts.size(); ) {
            int to = endOfChunk(parts, from);
            chunks.add(new Chunk(parts.subList(from, to), context(parts.subList(0, from))));
            from = to;
        }
        return chunks;
    }

    private int endOfChunk(List<SourceMessage> parts, int from) {
        int to = from + 1;
        int tokens = tokens(parts.get(from));
        while (to < parts.size() && tokens + tokens(parts.get(to)) <= maxTokens) {
            tokens += tokens(parts.get(to++));
        }
        return to;
    }

    /** Returns the last of {@code earlier} that fit. */
    private List<SourceMessage> context(List<SourceMessage> earlier) {
        int from = earlier.size();
        int tokens = 0;
        while (from > 0 && tokens + tokens(earlier.get(from - 1)) <= maxTokens / CONTEXT_FRACTION) {
            tokens += tokens(earlier.get(--from));
        }
        return earlier.subList(from, earlier.size());
    }

    private static int tokens(SourceMessage message) {
        return Tokens.estimate(message.text());
    }

    private List<SourceMessage> split(SourceMessage message) {
        int maxCharacters = maxTokens * CHARACTERS_PER_TOKEN;
        List<SourceMessage> parts = new ArrayList<>();
        String rest = message.text();
        while (rest.length() > maxCharacters) {
            int end = splitPosition(rest, maxCharacters);
            parts.add(
                    message.with(rest.substring(0, end).strip(), parts.isEmpty() ? message.attachments() : List.of()));
            rest = rest.substring(end).strip();
        }
        parts.add(message.with(rest, parts.isEmpty() ? message.attachments() : List.of()));
        return parts;
    }

    /** Returns the end of a line, a sentence or a word in the second half of the part, or at least of a character. */
    private static int splitPosition(String text, int maxCharacters) {
        for (String mark : BREAKS) {
            int position = text.lastIndexOf(mark, maxCharacters - mark.length());
            if (position >= maxCharacters / 2) {
                return position + mark.length();
            }
        }
        return Character.isHighSurrogate(text.charAt(maxCharacters - 1)) ? maxCharacters - 1 : maxCharacters;
    }
}
