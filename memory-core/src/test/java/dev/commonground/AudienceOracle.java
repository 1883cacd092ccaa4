package dev.commonground;

import dev.commonground.memory.Audience;
import dev.commonground.memory.Author;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A model of audiences in plain lists: every assertion with its readers, and what ended it. */
final class AudienceOracle {

    /** A word that one assertion holds; whoever finds it has read that assertion. */
    static final Pattern SECRET = Pattern.compile("Zq\\d+Q");

    private final Map<Author, Set<String>> roles;
    private final List<Said> said = new ArrayList<>();
    private final Map<String, Said> secrets = new HashMap<>();

    /** What each reader was shown that is not for everybody and not only the own word, by place and text. */
    private final Map<Author, Map<String, Audience>> shown = new HashMap<>();

    /** An assertion; {@code ends} holds the assertions that took its place, and null for each time it was forgotten. */
    static final class Said {
        final String place;
        final String text;
        final Author author;
        final Audience audience;
        final List<Said> ends = new ArrayList<>();
        boolean gone;
        boolean derived;
        boolean forgotten;

        Said(String place, String text, Author author, Audience audience) {
            this.place = place;
            this.text = text;
            this.author = author;
            this.audience = audience;
        }
    }

    AudienceOracle(Map<Author, Set<String>> roles) {
        this.roles = roles;
    }

    /** Returns a line for each assertion. */
    @Override
    public String toString() {
        return said.stream()
                .map(one -> "%s: %s says %s to %s, ended by %s%s%s"
                        .formatted(
                                one.place,
                                one.author,
                                one.text,
                                one.audience.restrictions(),
                                one.ends.stream()
                                        .map(by -> by.author + " " + by.text)
                                        .toList(),
                                one.gone ? ", gone" : "",
                                one.forgotten ? ", forgotten" : ""))
                .collect(Collectors.joining("\n"));
    }

    String secret(int number) {
        return "Zq%dQ".formatted(number);
    }

    boolean mayRead(Author reader, Said one) {
        return reader.equals(one.author) || one.audience.admits(reader, Objects.requireNonNull(roles.get(reader)));
    }

    boolean isLive(Author reader, Said one) {
        return !one.gone
                && !one.forgotten
                && mayRead(reader, one)
                && one.ends.stream().noneMatch(by -> mayRead(reader, by) || by.text.equals(one.text));
    }

    List<Said> live(Author reader, String place, String text) {
        return said.stream()
                .filter(one -> one.place.equals(place) && one.text.equals(text) && isLive(reader, one))
                .toList();
    }

    /** Returns the texts that are live for a reader. */
    Set<String> texts(Author reader) {
        return said.stream()
                .filter(one -> isLive(reader, one))
                .map(one -> one.text)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the number of memories that are live for a reader. */
    long count(Author reader) {
        return said.stream()
                .filter(one -> isLive(reader, one))
                .map(one -> one.place + one.text)
                .distinct()
                .count();
    }

    Set<Author> authors(Author reader, String place, String text) {
        return live(reader, place, text).stream().map(one -> one.author).collect(Collectors.toSet());
    }

    /** Records that a reader was shown a memory, whose words stay restricted if the reader repeats them. */
    void show(Author reader, String place, String text) {
        List<Said> live = live(reader, place, text);
        if (live.stream().noneMatch(one -> one.audience.isEveryone())) {
            boolean original = live.stream().allMatch(one -> one.author.equals(reader) && !one.derived);
            Audience audience = live.stream().map(one -> one.audience).reduce(Audience.EVERYONE, Audience::and);
            shown.computeIfAbsent(reader, one -> new HashMap<>())
                    .put(place + " " + text, original ? Audience.EVERYONE : audience);
        }
    }

    /** Says something with the restrictions of what its author was shown. */
    Said repeat(String place, String text, Author author, Audience audience) {
        Map<String, Audience> seen = shown.getOrDefault(author, Map.of());
        Audience here = seen.getOrDefault("task " + text, Audience.EVERYONE);
        Audience there = seen.getOrDefault("user " + text, Audience.EVERYONE);
        Said one = say(place, text, author, audience.and(here).and(there), List.of());
        one.derived = !there.isEveryone();
        return one;
    }

    /** Returns every text ever said, with what nobody sees any more. */
    Set<String> all() {
        return said.stream().map(one -> one.text).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Adds an assertion that takes the place of those of {@code old} and of its author's own equal one. */
    Said say(String place, String text, Author author, Audience audience, List<Said> old) {
        Said one = new Said(place, text, author, audience);
        said.stream()
                .filter(other -> other.place.equals(place) && other.text.equals(text) && other.author.equals(author))
                .filter(other -> isLive(author, other))
                .toList()
                .forEach(other -> other.ends.add(one));
        old.stream().filter(other -> !other.text.equals(text)).forEach(other -> other.ends.add(one));
        said.add(one);
        SECRET.matcher(text).results().forEach(found -> secrets.putIfAbsent(found.group(), one));
        return one;
    }

    /** Says who may read a word that is not part of a text, such as evidence. */
    void holds(String secret, Said one) {
        secrets.put(secret, one);
    }

    void erase(String place, String text) {
        said.stream()
                .filter(one -> one.place.equals(place) && one.text.equals(text))
                .forEach(one -> one.gone = true);
    }

    /** Erases a text of the task, with the copies about the user that have no other source. */
    void eraseWithCopies(String text) {
        erase("task", text);
        if (said.stream()
                .filter(one -> one.place.equals("user") && one.text.equals(text) && !one.gone)
                .allMatch(one -> one.derived)) {
            erase("user", text);
        }
    }

    /** Returns the secrets in {@code text} that {@code reader} may not read in any assertion with that text. */
    Set<String> leaks(Author reader, String text) {
        return SECRET.matcher(text)
                .results()
                .map(found -> found.group())
                .filter(secret -> !mayRead(reader, Objects.requireNonNull(secrets.get(secret)))
                        && said.stream().noneMatch(one -> one.text.contains(secret) && mayRead(reader, one)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
