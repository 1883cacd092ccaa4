package dev.commonground.spring.test;

import dev.commonground.spring.CommonGroundAutoConfiguration;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Runs a test with the beans of the memory alone, in a temporary file that is deleted with the context. Recall is by
 * keywords. The test names further beans by a nested configuration or by {@code @Import}; the application's own beans and its
 * web server are not started.
 *
 * <pre>{@code
 * @CommonGroundTest
 * class PlannerTest {
 *     @Test
 *     void plans(@Autowired SharedMemory memory) { ... }
 * }
 * }</pre>
 *
 * <p>Set other properties with {@code @TestPropertySource}. It needs spring-boot-test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(SpringExtension.class)
@ContextConfiguration(classes = EmptyConfiguration.class, initializers = TemporaryMemory.class)
@ImportAutoConfiguration(CommonGroundAutoConfiguration.class)
public @interface CommonGroundTest {}
