package dev.commonground.memory;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The text of a cursor: {@code 1~runs~time~scope:base:lanes~…}, with runs and lanes separated by dots, a lane as
 * {@code lane-number}, and numbers in base 36. A cursor can come from a stranger, so parsing takes time and stack that do not
 * grow faster than the text.
 */
final class CursorText {

    private static final String FORMAT = "1";
    private static final int RADIX = Character.MAX_RADIX;
    private static final int FIRST_PLACE = 3;
    private static final int FIELDS_OF_PLACE = 3;

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
            int dash = lane.indexOf('-');
            lanes.put(number(lane.substring(0, Math.max(dash, 0))), number(lane.substring(dash + 1)));
        }
        return lanes;
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
        String time = Long.toString(cursor.at().toEpochMilli(), RADIX);
        StringBuilder text = new StringBuilder(String.join("~", FORMAT, String.join(".", cursor.runs()), time));
        places.forEach((scope, place) -> text.append('~').append(of(scope, place)));
        return text.toString();
    }

    private static String of(String scope, Cursor.Place place) {
        return String.join(":", scope, Long.toString(place.base(), RADIX), of(place.lanes()));
    }

    private static String of(Map<Long, Long> lanes) {
        return lanes.entrySet().stream()
                .map(e -> Long.toString(e.getKey(), RADIX) + "-" + Long.toString(e.getValue(), RADIX))
                .collect(Collectors.joining("."));
    }
}
