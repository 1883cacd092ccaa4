package dev.commonground.crew.model;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A model did not answer. The run keeps what was done before and can be resumed; nothing of the memory is lost. The
 * cause is what the model's client threw.
 */
public final class ModelCallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why a model did not answer. */
    public enum Reason {
        /** The endpoint does not accept the key. */
        AUTHENTICATION("the endpoint refused the key: check the API key and what it is allowed to do"),
        /** Too many calls or tokens. */
        RATE_LIMIT("the endpoint's rate limit was hit: wait, or lower the load, or raise the limit"),
        /** No answer in time. */
        TIMEOUT("no answer came in time: raise the model's timeout, or ask for less"),
        /** The endpoint itself failed. */
        SERVER("the endpoint failed: wait and try again, or use another"),
        /** There is no such model. */
        MODEL_NOT_FOUND("the endpoint knows no such model: check the model's name and the base URL"),
        /** Nobody answers at the address. */
        UNREACHABLE("the endpoint cannot be reached: check the base URL and the network"),
        /** The endpoint or the model takes no tools. */
        TOOLS_REFUSED(
                "the endpoint refused the tools it was offered: choose a model that takes tools, or give the agent none of its own"),
        /** The content was filtered. */
        CONTENT_FILTERED("the endpoint filtered the content: change the task or the model"),
        /** The endpoint refused the request for another reason. */
        REQUEST_REFUSED("the endpoint refused the request, the cause says why: check the model's settings and limits"),
        /** The answer had neither text nor a tool call. */
        EMPTY_ANSWER("the model answered with nothing: try again, allow it more output tokens, or use another model"),
        /** Anything else. */
        OTHER("the model's client failed, the cause says how");

        private final String advice;

        Reason(String advice) {
            this.advice = advice;
        }
    }

    private final String task;
    private final String agent;
    private final Reason reason;

    private ModelCallException(String task, String agent, Reason reason, @Nullable Throwable cause) {
        super(
                "The model of agent %s did not answer for task %s: %s. What was done before is kept; resume the run to go on"
                        .formatted(agent, task, reason.advice),
                cause);
        this.task = task;
        this.agent = agent;
        this.reason = reason;
    }

    static ModelCallException emptyAnswer(String task, String agent) {
        return new ModelCallException(task, agent, Reason.EMPTY_ANSWER, null);
    }

    static ModelCallException of(String task, String agent, boolean offeredTools, RuntimeException cause) {
        return new ModelCallException(task, agent, reason(offeredTools, cause), cause);
    }

    private static Reason reason(boolean offeredTools, RuntimeException cause) {
        if (offeredTools && refusesTools(cause)) {
            return Reason.TOOLS_REFUSED;
        }
        if (cause instanceof AuthenticationException) {
            return Reason.AUTHENTICATION;
        }
        if (cause instanceof RateLimitException) {
            return Reason.RATE_LIMIT;
        }
        if (cause instanceof TimeoutException) {
            return Reason.TIMEOUT;
        }
        if (cause instanceof InternalServerException) {
            return Reason.SERVER;
        }
        return refusal(cause);
    }

    private static Reason refusal(RuntimeException cause) {
        if (cause instanceof ModelNotFoundException) {
            return Reason.MODEL_NOT_FOUND;
        }
        if (cause instanceof UnresolvedModelServerException || notConnected(cause)) {
            return Reason.UNREACHABLE;
        }
        if (cause instanceof ContentFilteredException) {
            return Reason.CONTENT_FILTERED;
        }
        return cause instanceof InvalidRequestException ? Reason.REQUEST_REFUSED : Reason.OTHER;
    }

    /** The clients wrap what the network says, each in its own way. */
    private static boolean notConnected(@Nullable Throwable thrown) {
        return thrown != null
                && (thrown instanceof ConnectException
                        || thrown instanceof UnknownHostException
                        || notConnected(thrown.getCause()));
    }

    /** Servers say it in their own words, but all of them name the tools or functions. */
    private static boolean refusesTools(RuntimeException cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return (cause instanceof InvalidRequestException || cause instanceof UnsupportedFeatureException)
                && (message.contains("tool") || message.contains("function"));
    }

    /** Returns the task's name. */
    public String task() {
        return task;
    }

    /** Returns the agent's name. */
    public String agent() {
        return agent;
    }

    /** Returns why the model did not answer. */
    public Reason reason() {
        return reason;
    }
}
