package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares the public types of the core with the list in {@code docs/api.txt}. */
class ApiTest {

    private static final Path LIST = Path.of("..", "docs", "api.txt");
    private static final int MOST_TYPES = 50;

    private static List<String> publicTypes(boolean spi) {
        return ContractTypes.compiledWith(SharedMemory.class, name -> isApi(name) && isSpi(name) == spi).stream()
                .filter(type -> type.getEnclosingClass() == null)
                .map(Class::getName)
                .toList();
    }

    private static boolean isApi(String packageName) {
        return !packageName.startsWith("dev.commonground.internal");
    }

    private static boolean isSpi(String packageName) {
        return packageName.equals("dev.commonground.store");
    }

    @Test
    void theListNamesEachPublicTypeOfTheCore() throws IOException {
        List<String> listed = Files.readAllLines(LIST).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();

        assertThat(listed)
                .as("docs/api.txt: add or remove the types that differ, and tell users in CHANGELOG.md")
                .containsExactlyElementsOf(publicTypes(false).stream().sorted().toList());
    }

    @Test
    void usersSeeAtMostFiftyTypes() {
        assertThat(publicTypes(false)).hasSizeLessThanOrEqualTo(MOST_TYPES);
    }

    @Test
    void theInterfaceOfStoresIsNotEmpty() {
        assertThat(publicTypes(true)).contains("dev.commonground.store.MemoryStore");
    }
}
