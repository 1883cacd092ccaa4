package dev.commonground.studio.page;

import dev.commonground.memory.Author;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Puts readings into a timeline: what one reader was shown between two moments is one mark. */
final class ReadingMarks {

    private static final int HALF_STEP = 13;

    /** The place of a mark: the reader, and the index of the moment before it. */
    private record ReadingPlace(Author reader, int after) {}

    private final List<Moments.Moment> moments;
    private final Map<Author, TimelinePicture.AuthorRow> rows;
    private final List<TimelinePicture.Mark> marks;

    ReadingMarks(
            List<Moments.Moment> moments,
            Map<Author, TimelinePicture.AuthorRow> rows,
            List<TimelinePicture.Mark> marks) {
        this.moments = moments;
        this.rows = rows;
        this.marks = marks;
    }

    List<TimelinePicture.Read> of(List<TeamReadings.TeamReading> readings) {
        Map<ReadingPlace, List<TeamReadings.TeamReading>> places = new LinkedHashMap<>();
        for (TeamReadings.TeamReading reading : readings) {
            int after = lastBefore(reading.at());
            if (after >= 0 && rows.containsKey(reading.reader())) {
                places.computeIfAbsent(new ReadingPlace(reading.reader(), after), place -> new ArrayList<>())
                        .add(reading);
            }
        }
        return places.entrySet().stream()
                .map(place -> read(place.getKey(), place.getValue()))
                .toList();
    }

    private int lastBefore(Instant at) {
        int last = moments.size() - 1;
        while (last >= 0 && moments.get(last).at().isAfter(at)) {
            last--;
        }
        return last;
    }

    private TimelinePicture.Read read(ReadingPlace place, List<TeamReadings.TeamReading> readings) {
        int x = marks.get(place.after()).x() + HALF_STEP;
        int y = rows.getOrDefault(place.reader(), new TimelinePicture.AuthorRow("", 0))
                .y();
        Set<Author> writers = new LinkedHashSet<>();
        readings.forEach(reading -> writers.addAll(reading.writers()));
        List<TimelinePicture.Handoff> crossed = writers.stream()
                .flatMap(writer -> lastMark(writer, place.after()).stream())
                .map(mark -> new TimelinePicture.Handoff(mark.x(), mark.y(), x, y))
                .toList();
        return new TimelinePicture.Read(x, y, title(place.reader(), readings, writers), crossed);
    }

    private Optional<TimelinePicture.Mark> lastMark(Author writer, int last) {
        return IntStream.iterate(last, i -> i >= 0, i -> i - 1)
                .filter(i -> moments.get(i).author().equals(writer))
                .mapToObj(marks::get)
                .findFirst();
    }

    private static String title(Author reader, List<TeamReadings.TeamReading> readings, Set<Author> writers) {
        TeamReadings.TeamReading first = readings.get(0);
        String step = first.node() == null ? "" : ", step " + ShownMemory.shown(first.node());
        String when = ShownMemory.name(reader) + " at " + ShownMemory.time(first.at()) + " UTC" + step;
        return when + ": read " + memories(readings) + " of "
                + writers.stream().map(ShownMemory::name).collect(Collectors.joining(", "));
    }

    private static String memories(List<TeamReadings.TeamReading> readings) {
        long count = readings.stream()
                .map(TeamReadings.TeamReading::memory)
                .distinct()
                .count();
        return count == 1 ? "1 memory" : count + " memories";
    }
}
