package dev.commonground.learning;

import dev.commonground.briefing.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of a conversation that is learned from at once, with what was said just before it.
 *
 * @param turns what to learn from
 * @param context what was said just before, to understand it by; nothing is learned from that
 */
public record Piece(List<Turn> turns, List<Turn> context) {

    /** What was said before may take up to this part of a piece. */
    private static final int CONTEXT_SHARE = 4;

    /** As {@link Tokens} counts them. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    private static final List<String> BREAKS = List.of("\n", ". ", "! ", "? ", " ");

    public Piece {
        turns = List.copyOf(turns);
        context = List.copyOf(context);
    }

    /**
     * Returns the turn with a number, if there is something to learn from it. Of a long message that was cut, several parts
     * may stand here; the words tell which is meant.
     */
    Optional<Turn> turn(int number, String words) {
        List<Turn> parts =
                turns.stream().filter(turn -> turn.number() == number).toList();
        return parts.stream()
                .filter(turn -> Evidence.in(turn.text(), words).isPresent())
                .findFirst()
                .or(() -> parts.stream().findFirst());
    }

    static List<Piece> cut(List<Turn> turns, int tokens) {
        List<Turn> all = turns.stream()
                .flatMap(turn -> chunks(turn, tokens * CHARACTERS_PER_TOKEN).stream())
                .toList();
        List<Piece> pieces = new ArrayList<>();
        for (int from = 0; from < all.size(); ) {
            int to = from + 1;
            int taken = size(all.get(from));
            while (to < all.size() && taken + size(all.get(to)) <= tokens) {
                taken += size(all.get(to++));
            }
            pieces.add(new Piece(all.subList(from, to), before(all.subList(0, from), tokens / CONTEXT_SHARE)));
            from = to;
        }
        return pieces;
    }

    private static int size(Turn turn) {
        return Tokens.estimate(turn.text());
    }

    /** Returns the newest turns that fit. */
    private static List<Turn> before(List<Turn> turns, int tokens) {
        int from = turns.size();
        int taken = 0;
        while (from > 0 && taken + size(turns.get(from - 1)) <= tokens) {
            taken += size(turns.get(--from));
        }
        return turns.subList(from, turns.size());
    }

    private static List<Turn> chunks(Turn turn, int characters) {
        List<Turn> chunks = new ArrayList<>();
        String rest = turn.text();
        while (rest.length() > characters) {
            int end = end(rest, characters);
            chunks.add(turn.with(rest.substring(0, end).strip(), chunks.isEmpty() ? turn.attachments() : List.of()));
            rest = rest.substring(end).strip();
        }
        chunks.add(turn.with(rest, chunks.isEmpty() ? turn.attachments() : List.of()));
        return chunks;
    }

    /** Returns where to cut: after a line, a sentence or a word in the second half, never within a character. */
    private static int end(String text, int most) {
        for (String mark : BREAKS) {
            int at = text.lastIndexOf(mark, most - mark.length());
            if (at >= most / 2) {
                return at + mark.length();
            }
        }
        return Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    }
}
