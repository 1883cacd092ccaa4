package dev.commonground.crew.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method with {@code @Tool} that may be called twice with the same arguments, such as a search.
 *
 * <pre>{@code
 * @Tool("Searches the archive")
 * @Idempotent
 * String search(String words) { ... }
 * }</pre>
 *
 * <p>A crash can interrupt a call, and nobody then knows whether it took effect. The resumed run calls an idempotent tool
 * again: at least once. It does not call any other tool again: at most once. The model then learns that the result is
 * unknown, and the listeners receive a {@link dev.commonground.crew.event.CrewEvent.ToolInterrupted}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {}
