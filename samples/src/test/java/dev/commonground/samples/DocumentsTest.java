package dev.commonground.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages show the code of the programs, name existing tests, and are all linked. */
class DocumentsTest {

    static final Path ROOT = Path.of("..");
    static final Path GUIDES = ROOT.resolve("docs/guides");
    static final List<Path> MIGRATIONS = Stream.of("mem0", "crewai", "stores")
            .map(name -> ROOT.resolve("docs/" + name + ".md"))
            .toList();
    static final Path PROGRAMS = Path.of("src/main/java/dev/commonground/samples/guides");
    static final Path TESTING = ROOT.resolve("docs/testing.md");
    static final Path TESTING_PROGRAM = Path.of("src/test/java/dev/commonground/samples/guides/TeamMemoryTest.java");
    static final Path GUARANTEES = ROOT.resolve("docs/guarantees.md");

    /** The path of a program in a page. */
    static final Pattern PROGRAM =
            Pattern.compile("[\\w-]+/src/(?:main|test)/(?:java|kotlin)/dev/commonground/[\\w/]+\\.(?:java|kt)");

    /** The name of a test in a page. */
    static final Pattern NAMED_TEST = Pattern.compile("`(\\w+Test|\\w+Contract)#(\\w+)`");

    static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]+)\\)");

    /** The sources of the tests of all modules. */
    static final List<Path> TESTS = tests();

    private static List<Path> tests() {
        List<Path> tests = new ArrayList<>();
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(ROOT)) {
            for (Path module : modules) {
                Path sources = module.resolve("src/test");
                if (Files.isDirectory(sources)) {
                    try (Stream<Path> files = Files.walk(sources)) {
                        files.forEach(tests::add);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tests;
    }

    static List<Path> guides() throws IOException {
        try (Stream<Path> pages = Files.list(GUIDES)) {
            return Stream.concat(pages, MIGRATIONS.stream()).sorted().toList();
        }
    }

    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(guides());
        pages.add(ROOT.resolve("README.md"));
        try (Stream<Path> others = Files.list(ROOT.resolve("docs"))) {
            others.filter(page -> page.toString().endsWith(".md"))
                    .filter(page -> !pages.contains(page))
                    .forEach(pages::add);
        }
        return pages;
    }

    /** Returns the text between each pair of marks, without its common indentation. */
    static List<String> stretches(String text, String start, String end) {
        List<String> stretches = new ArrayList<>();
        matches(Pattern.compile("(?ms)^ *" + start + "\\R(.*?)^ *" + end + "\\R?"), text)
                .forEach(match -> stretches.add(match.group(1).stripTrailing().stripIndent()));
        return stretches;
    }

    static List<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    /** The guides with programs; {@link StudioGuideTest} takes the walk of the other one. */
    static List<Path> guidesWithPrograms() throws IOException {
        return guides().stream()
                .filter(guide -> !guide.endsWith(StudioGuideTest.GUIDE.getFileName()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("guidesWithPrograms")
    void aGuideShowsTheCodeOfTheProgramsItNames(Path guide) throws IOException {
        String page = Files.readString(guide);
        List<String> run = new ArrayList<>();
        for (MatchResult program : matches(PROGRAM, page)) {
            run.addAll(stretches(Files.readString(ROOT.resolve(program.group())), "// guide", "// end of guide"));
        }

        assertThat(run).isNotEmpty();
        assertThat(stretches(page, "```(?:java|kotlin)", "```")).isEqualTo(run);
    }

    @Test
    void thePageAboutTestingShowsTestsThatRun() throws IOException {
        String program = Files.readString(TESTING_PROGRAM);

        List<String> shown = stretches(Files.readString(TESTING), "```java", "```");

        assertThat(shown).hasSize(2);
        assertThat(withoutIndentation(shown))
                .isEqualTo(withoutIndentation(stretches(program, "// guide", "// end of guide")));
    }

    private static List<String> withoutIndentation(List<String> stretches) {
        return stretches.stream().map(String::stripIndent).toList();
    }

    /** The headings of the answers are messages with an ellipsis for each value. */
    @Test
    void everyMessageOfTheFaqIsInTheCode() throws IOException {
        String code = mainSources();
        List<MatchResult> messages =
                matches(Pattern.compile("(?m)^### `(?!WARNING)(.+)`$"), Files.readString(ROOT.resolve("docs/faq.md")));

        assertThat(messages).hasSizeGreaterThan(8).allSatisfy(message -> {
            for (String part : message.group(1).split("\u2026", -1)) {
                assertThat(code)
                        .contains(part.strip().replaceFirst("^[:,] ", "").replaceFirst("[:,]$", ""));
            }
        });
    }

    private static String mainSources() throws IOException {
        StringBuilder code = new StringBuilder();
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(ROOT)) {
            for (Path module : modules) {
                Path sources = module.resolve("src/main/java");
                if (Files.isDirectory(sources)) {
                    try (Stream<Path> files = Files.walk(sources)) {
                        for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                                .toList()) {
                            code.append(Files.readString(file));
                        }
                    }
                }
            }
        }
        return code.toString();
    }

    @Test
    void everyProgramHasItsGuide() throws IOException {
        StringBuilder shown = new StringBuilder();
        for (Path guide : guides()) {
            shown.append(Files.readString(guide));
        }
        try (Stream<Path> programs = Files.list(PROGRAMS)) {
            assertThat(programs.filter(program -> contains(program, "// guide")))
                    .isNotEmpty()
                    .allSatisfy(program -> assertThat(shown).contains("guides/" + program.getFileName()));
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theReadmeLinksEveryGuideAndTheGuarantees() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));

        assertThat(readme).contains("(docs/guarantees.md)");
        assertThat(guides())
                .allSatisfy(guide -> assertThat(readme)
                        .contains("(%s)"
                                .formatted(ROOT.relativize(guide).toString().replace('\\', '/'))));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        Path folder = page.toAbsolutePath().getParent();
        assertThat(folder).isNotNull();
        assertThat(matches(LINK, Files.readString(page)))
                .allSatisfy(link -> assertThat(folder.resolve(link.group(1))).exists());
    }

    @Test
    void everyTestThatAGuaranteeNamesExists() throws IOException {
        List<MatchResult> named = matches(NAMED_TEST, Files.readString(GUARANTEES));

        assertThat(named)
                .hasSizeGreaterThan(30)
                .allSatisfy(
                        test -> assertThat(sourceOf(test.group(1))).containsPattern("void " + test.group(2) + "\\("));
    }

    @Test
    void everyGuaranteeNamesATest() throws IOException {
        assertThat(Files.readAllLines(GUARANTEES))
                .filteredOn(line -> line.startsWith("| ") && !line.startsWith("| ---") && !line.endsWith("shown by |"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).containsPattern(NAMED_TEST));
    }

    private static String sourceOf(String test) throws IOException {
        List<Path> sources =
                TESTS.stream().filter(file -> file.endsWith(test + ".java")).toList();
        assertThat(sources).as(test).hasSize(1);
        return Files.readString(sources.get(0));
    }
}
