package dev.commonground.test;

import static java.util.Objects.requireNonNull;

import dev.commonground.SharedMemory;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test an empty memory of its own and closes it after the test. A test method, a {@code @BeforeEach} method or a
 * constructor names what it needs: a {@link TestMemory}, its {@link SharedMemory} or its {@link MemoryRecorder}.
 *
 * <pre>{@code
 * @ExtendWith(MemoryExtension.class)
 * class TeamTest {
 *
 *     @Test
 *     void theEditorKnowsTheLimit(TestMemory memory) {
 *         new Team(memory.shared()).work("q3");
 *
 *         assertThat(memory).task("q3").agent("editor").knows("500 words").from("researcher");
 *     }
 * }
 * }</pre>
 *
 * <p>For settings of your own, register it with {@link #with} in a field with {@code @RegisterExtension}. It works with JUnit 5
 * and later. Thread-safe.
 */
public final class MemoryExtension implements ParameterResolver, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(MemoryExtension.class);

    private static final Map<Class<?>, Function<TestMemory, Object>> PARAMETERS = Map.of(
            TestMemory.class,
            memory -> memory,
            SharedMemory.class,
            TestMemory::shared,
            MemoryRecorder.class,
            TestMemory::recorder);

    private final UnaryOperator<SharedMemory.Builder> settings;

    /** Creates an extension whose memories have the settings of {@link TestMemory#create()}. */
    public MemoryExtension() {
        this(UnaryOperator.identity());
    }

    private MemoryExtension(UnaryOperator<SharedMemory.Builder> settings) {
        this.settings = settings;
    }

    /**
     * Returns an extension whose memories have settings of the caller.
     *
     * @param settings changes the builder of each memory
     */
    public static MemoryExtension with(UnaryOperator<SharedMemory.Builder> settings) {
        return new MemoryExtension(requireNonNull(settings, "settings"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return PARAMETERS.containsKey(parameter.getParameter().getType());
    }

    /**
     * Returns the memory of the test.
     *
     * @throws ParameterResolutionException if the parameter is not one of a single test, but of all tests of a class
     */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Function<TestMemory, Object> part =
                requireNonNull(PARAMETERS.get(parameter.getParameter().getType()));
        if (test.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "Each test has a memory of its own, so what is called once for all tests has none: take the parameter in @BeforeEach, or create a TestMemory");
        }
        return part.apply(memory(test));
    }

    /** Lets the constructor of a test class take the memory of the test; JUnit asks for it since 5.12. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    private TestMemory memory(ExtensionContext test) {
        ExtensionContext.Store store = test.getStore(NAMESPACE);
        return find(test).orElseGet(() -> {
            TestMemory created = TestMemory.create(settings);
            store.put(TestMemory.class, created);
            return created;
        });
    }

    private static Optional<TestMemory> find(ExtensionContext test) {
        return Optional.ofNullable(test.getStore(NAMESPACE).get(TestMemory.class, TestMemory.class));
    }

    @Override
    public void afterEach(ExtensionContext test) {
        find(test).ifPresent(TestMemory::close);
    }
}
