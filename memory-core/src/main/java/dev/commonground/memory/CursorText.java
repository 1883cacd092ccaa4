package dev.commonground.memory;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The text of a cursor: {@code 1~runs~time~scope:base:lanes~…}, with runs and lanes separated by dots, and numbers in base 36.
 * A lane is {@code lane-number}. Several lanes with equal numbers and equal gaps between them are {@code
 * first-number-gap-count}, as a run leaves them that crashes or forks often. A cursor can come from a stranger, so parsing takes
 * time and stack that do not grow faster than the text, but for a limited number of such lanes.
 */
final class CursorText {

    private static final String FORMAT = "1";
    private static final int RADIX = Character.MAX_RADIX;
    private static final int FIRST_PLACE = 3;
    private static final int FIELDS_OF_PLACE = 3;
    private static final int FIELDS_OF_LANE = 2;
    private static final int FIELDS_OF_ROW = 4;

    /** Fewer lanes are as short one by one. */
    private static final int SHORTEST_ROW = 3;

    /** The most lanes in one place that rows may stand for. */
    private static final int MOST_LANES = 1 << 20;

    private CursorText() {}

    /**
     * Parses a text that is not empty.
     *
     * @throws IllegalArgumentException if it is not the text of a cursor
     */
    static Cursor parse(String text) {
        String[] parts = text.split("~", -1);
        try {
            if (parts.length < FIRST_PLACE || !parts[0].equals(FORMAT)) {
                throw new IllegalArgumentException("form");
            }
            Instant at = Instant.ofEpochMilli(Long.parseLong(parts[2], RADIX));
            return new Cursor(runs(parts[1]), at, places(parts));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "The given text (length %d) is not a cursor of this version: pass the text of Cursor.toString() unchanged"
                            .formatted(text.length()));
        }
    }

    private static SortedSet<String> runs(String text) {
        SortedSet<String> runs = new TreeSet<>();
        for (String run : text.isEmpty() ? new String[0] : text.split("\\.", -1)) {
            runs.add(name(run));
        }
        return runs;
    }

    private static SortedMap<String, Cursor.Place> places(String[] parts) {
        SortedMap<String, Cursor.Place> places = new TreeMap<>();
        for (String part : List.of(parts).subList(FIRST_PLACE, parts.length)) {
            String[] fields = part.split(":", -1);
            if (fields.length != FIELDS_OF_PLACE) {
                throw new IllegalArgumentException("place");
            }
            places.put(name(fields[0]), new Cursor.Place(number(fields[1]), lanes(fields[2])));
        }
        return places;
    }

    private static SortedMap<Long, Long> lanes(String text) {
        SortedMap<Long, Long> lanes = new TreeMap<>();
        for (String lane : text.isEmpty() ? new String[0] : text.split("\\.", -1)) {
            addLanes(lanes, lane.split("-", -1));
        }
        return lanes;
    }

    private static void addLanes(SortedMap<Long, Long> lanes, String[] fields) {
        if (fields.length != FIELDS_OF_LANE && fields.length != FIELDS_OF_ROW) {
            throw new IllegalArgumentException("lane");
        }
        boolean isRow = fields.length == FIELDS_OF_ROW;
        long first = number(fields[0]);
        long gap = isRow ? number(fields[2]) : 0;
        long count = isRow ? number(fields[3]) : 1;
        if (isRow && (count > MOST_LANES - lanes.size() || gap > (Long.MAX_VALUE - first) / Math.max(1, count))) {
            throw new IllegalArgumentException("row");
        }
        for (long nth = 0; nth < count; nth++) {
            lanes.put(first + nth * gap, number(fields[1]));
        }
    }

    private static String name(String text) {
        if (text.isEmpty() || !text.chars().allMatch(CursorText::isNamePart)) {
            throw new IllegalArgumentException("name");
        }
        return text;
    }

    private static boolean isNamePart(int character) {
        return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
    }

    private static long number(String text) {
        return Long.parseLong(name(text), RADIX);
    }

    /** Returns the text of a cursor, which {@link #parse} reads. */
    static String of(Cursor cursor, Map<String, Cursor.Place> places) {
        String time = text(cursor.at().toEpochMilli());
        StringBuilder text = new StringBuilder(String.join("~", FORMAT, String.join(".", cursor.runs()), time));
        places.forEach((scope, place) -> text.append('~').append(of(scope, place)));
        return text.toString();
    }

    private static String of(String scope, Cursor.Place place) {
        return String.join(":", scope, text(place.base()), of(place.lanes()));
    }

    private static String of(Map<Long, Long> lanes) {
        List<Map.Entry<Long, Long>> all = List.copyOf(lanes.entrySet());
        StringJoiner text = new StringJoiner(".");
        for (int first = 0; first < all.size(); ) {
            int end = endOfRow(all, first);
            if (end - first < SHORTEST_ROW) {
                end = first + 1;
                text.add(text(all.get(first)));
            } else {
                long gap = gap(all, first);
                text.add(String.join("-", text(all.get(first)), text(gap), text(end - first)));
            }
            first = end;
        }
        return text.toString();
    }

    private static int endOfRow(List<Map.Entry<Long, Long>> lanes, int first) {
        int end = first + 1;
        while (end < lanes.size()
                && lanes.get(end).getValue().equals(lanes.get(first).getValue())
                && gap(lanes, end - 1) == gap(lanes, first)) {
            end++;
        }
        return end;
    }

    private static long gap(List<Map.Entry<Long, Long>> lanes, int at) {
        return lanes.get(at + 1).getKey() - lanes.get(at).getKey();
    }

    private static String text(Map.Entry<Long, Long> lane) {
        return text(lane.getKey()) + "-" + text(lane.getValue());
    }

    private static String text(long number) {
        return Long.toString(number, RADIX);
    }
}
