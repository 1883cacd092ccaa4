package dev.commonground.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A moment of the memory as one run of a graph sees it: for each scope a base, up to which the work of other runs is
 * seen, how far it has come on each of its own lanes, and the time of that. Its text is short, opaque and all that a checkpoint stores.
 *
 * <p>Immutable and thread-safe. {@link #merge} is idempotent, commutative and associative, which is what a LangGraph4j
 * reducer must be, because joins apply whole states a second time.
 */
public final class Cursor {

    /** The cursor of a run that has not begun. */
    public static final Cursor EMPTY = new Cursor(new TreeSet<>(), Instant.EPOCH, new TreeMap<>());

    private static final String FORMAT = "1";
    private static final Pattern FORM = Pattern.compile(
            "1~[a-z0-9.]*~[0-9a-z]+(~[a-z0-9]+:[a-z0-9]+:([a-z0-9]+-[a-z0-9]+(\\.[a-z0-9]+-[a-z0-9]+)*)?)*");
    private static final int RADIX = Character.MAX_RADIX;

    private final SortedSet<String> runs;
    private final Instant at;
    private final SortedMap<String, Place> places;

    /**
     * Where a run stands in one scope.
     *
     * @param base the position up to which the work of other runs is seen
     * @param lanes the number reached on each of the run's own lanes, by lane
     */
    public record Place(long base, SortedMap<Long, Long> lanes) {
        public Place {
            lanes = Collections.unmodifiableSortedMap(new TreeMap<>(lanes));
        }

        Place merge(Place other) {
            SortedMap<Long, Long> merged = new TreeMap<>(lanes);
            other.lanes.forEach((lane, number) -> merged.merge(lane, number, Math::max));
            return new Place(Math.max(base, other.base), merged);
        }
    }

    private Cursor(SortedSet<String> runs, Instant at, SortedMap<String, Place> places) {
        this.runs = Collections.unmodifiableSortedSet(runs);
        this.at = at;
        this.places = Collections.unmodifiableSortedMap(places);
    }

    /** Returns a cursor for a run that begins now and has seen nothing yet. */
    public static Cursor newRun() {
        return EMPTY.withRun(RandomNames.next() + RandomNames.next());
    }

    /**
     * Reads what {@link #toString} wrote; an empty text is {@link #EMPTY}.
     *
     * @throws IllegalArgumentException if {@code text} is no cursor
     */
    public static Cursor parse(String text) {
        if (text.isEmpty()) {
            return EMPTY;
        }
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "The given text of %d characters is no cursor of this version: pass the text of Cursor.toString() unchanged"
                            .formatted(text.length()));
        }
        String[] parts = text.split("~", -1);
        SortedSet<String> runs = new TreeSet<>();
        if (!parts[1].isEmpty()) {
            Collections.addAll(runs, parts[1].split("\\."));
        }
        SortedMap<String, Place> places = new TreeMap<>();
        Instant at = Instant.ofEpochMilli(Long.parseLong(parts[2], RADIX));
        for (int i = 3; i < parts.length; i++) {
            String[] fields = parts[i].split(":", -1);
            places.put(fields[0], new Place(Long.parseLong(fields[1], RADIX), parseLanes(fields[2])));
        }
        return new Cursor(runs, at, places);
    }

    private static SortedMap<Long, Long> parseLanes(String text) {
        SortedMap<Long, Long> lanes = new TreeMap<>();
        if (!text.isEmpty()) {
            for (String lane : text.split("\\.", -1)) {
                String[] pair = lane.split("-", -1);
                lanes.put(Long.parseLong(pair[0], RADIX), Long.parseLong(pair[1], RADIX));
            }
        }
        return lanes;
    }

    /** Returns the cursor that has seen what either has. */
    public Cursor merge(Cursor other) {
        if (equals(other)) {
            return this;
        }
        SortedSet<String> mergedRuns = new TreeSet<>(runs);
        mergedRuns.addAll(other.runs);
        SortedMap<String, Place> merged = new TreeMap<>(places);
        other.places.forEach((scope, place) -> merged.merge(scope, place, Place::merge));
        return new Cursor(mergedRuns, at.isAfter(other.at) ? at : other.at, merged);
    }

    /** Returns whether no run has begun. */
    public boolean isEmpty() {
        return runs.isEmpty();
    }

    /** Returns the ids of the scopes it stands in. */
    public Set<String> scopes() {
        return places.keySet();
    }

    /** Returns the run that writes under this cursor. */
    public String run() {
        return runs.first();
    }

    /** Returns the runs whose own work it sees. */
    public Set<String> runs() {
        return runs;
    }

    /** Returns where it stands in a scope, or null if it has not been there. */
    public @Nullable Place place(String scope) {
        return places.get(scope);
    }

    Cursor withRun(String run) {
        SortedSet<String> more = new TreeSet<>(runs);
        more.add(run);
        return new Cursor(more, at, places);
    }

    /** Returns this cursor with its place in a scope set. */
    public Cursor with(String scope, Place place) {
        SortedMap<String, Place> more = new TreeMap<>(places);
        more.put(scope, place);
        return new Cursor(runs, at, more);
    }

    /** Returns this cursor seeing of a scope what {@code sight} sees. */
    public Cursor seeing(String scope, Sight sight) {
        SortedSet<String> more = new TreeSet<>(runs);
        more.addAll(sight.runs());
        return new Cursor(more, sight.now().truncatedTo(ChronoUnit.MILLIS), places)
                .with(scope, new Place(sight.base(), sight.lanes()));
    }

    /** Returns when its bases were taken: the time at which expiry is judged. */
    public Instant at() {
        return at;
    }

    /** Returns this cursor with the time of its bases set, in milliseconds. */
    public Cursor at(Instant time) {
        return new Cursor(runs, time.truncatedTo(ChronoUnit.MILLIS), places);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cursor cursor
                && runs.equals(cursor.runs)
                && at.equals(cursor.at)
                && places.equals(cursor.places);
    }

    @Override
    public int hashCode() {
        return Objects.hash(runs, at, places);
    }

    /** Returns the text that {@link #parse} reads; empty for {@link #EMPTY}. */
    @Override
    public String toString() {
        if (runs.isEmpty() && places.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(FORMAT)
                .append('~')
                .append(String.join(".", runs))
                .append('~')
                .append(Long.toString(at.toEpochMilli(), RADIX));
        places.forEach((scope, place) -> text.append('~')
                .append(scope)
                .append(':')
                .append(Long.toString(place.base(), RADIX))
                .append(':')
                .append(format(place.lanes())));
        return text.toString();
    }

    private static String format(Map<Long, Long> lanes) {
        return lanes.entrySet().stream()
                .map(e -> Long.toString(e.getKey(), RADIX) + "-" + Long.toString(e.getValue(), RADIX))
                .collect(Collectors.joining("."));
    }
}
