package dev.commonground.internal.guard;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The formats of secrets that their issuers publish, and the places where people write passwords. */
enum SecretFormat {
    PRIVATE_KEY(
            "PRIVATE",
            "private key",
            "-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----[\\s\\S]*?(?:-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----|\\z)"),
    URL_PASSWORD("://", "password", "(?<=[a-z][a-z0-9+.\\-]{0,30}://[^\\s/:@]{0,80}:)[^\\s/@]+(?=@)"),
    JWT("eyJ", "token", "\\beyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*)?"),
    AWS("AKIA ASIA ABIA ACCA A3T", "AWS key", "\\b(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z0-9])[A-Z0-9]{16}\\b"),
    AWS_SECRET(
            "aws AWS Aws",
            "AWS key",
            "(?i)(?<=\\baws.{0,30}(?:secret|key).{0,12}[\\s:=\"'])(?=[A-Za-z0-9/+]{0,39}[0-9])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])"),
    GITHUB(
            "ghp_ gho_ ghu_ ghs_ ghr_ github_pat_",
            "GitHub token",
            "\\b(?:gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{22,255})\\b"),
    GITLAB(
            "glpat- gldt- glrt- glcbt- glptt- glft- glsoat- glagent- gloas-",
            "GitLab token",
            "\\bgl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|oas)-[A-Za-z0-9_\\-]{20,}"),
    GOOGLE(
            "AIza GOCSPX- ya29.",
            "Google key",
            "\\bAIza[0-9A-Za-z_\\-]{35}|\\bGOCSPX-[A-Za-z0-9_\\-]{28}|\\bya29\\.[0-9A-Za-z_\\-]{20,}"),
    SLACK(
            "xox xapp- hooks.slack",
            "Slack token",
            "\\bxox[abeoprs](?:\\.xox[bp])?-[A-Za-z0-9\\-]{10,}|\\bxapp-\\d-[A-Za-z0-9\\-]{10,}|(?<=hooks\\.slack\\.com/(?:services|workflows|triggers)/)[A-Za-z0-9/_]{20,}"),
    STRIPE(
            "_live_ _test_ whsec_",
            "Stripe key",
            "\\b(?:sk|rk|pk)_(?:live|test)_[0-9A-Za-z]{10,}|\\bwhsec_[A-Za-z0-9+/=]{24,}"),
    MODEL_PROVIDER(
            "sk- gsk_ xai- pplx- r8_ hf_ nvapi-",
            "API key",
            "\\bsk-(?:proj-|svcacct-|admin-|None-|ant-[a-z0-9]{2,8}-|or-v1-|lf-)?(?=[A-Za-z_\\-]{0,60}[0-9])[A-Za-z0-9_\\-]{20,}|\\bgsk_[A-Za-z0-9]{40,}"
                    + "|\\bxai-[A-Za-z0-9]{60,}|\\bpplx-[A-Za-z0-9]{40,}|\\br8_[A-Za-z0-9]{36,}|\\bhf_[A-Za-z]{30,}|\\bnvapi-[A-Za-z0-9_\\-]{40,}"),
    PACKAGE_REGISTRY(
            "npm_ pypi- rubygems_ dckr_",
            "registry token",
            "\\bnpm_[A-Za-z0-9]{36}\\b|\\bpypi-[A-Za-z0-9_\\-]{50,}|\\brubygems_[a-f0-9]{48}\\b|\\bdckr_(?:pat|oat)_[A-Za-z0-9_\\-]{20,}"),
    CLOUD(
            "_v1_ hvs. dapi AccountKey Q~ AGE- dp.",
            "cloud key",
            "\\bdo[opr]_v1_[a-f0-9]{64}\\b|\\bhvs\\.[A-Za-z0-9_\\-]{24,}|\\bdapi[a-f0-9]{32}\\b|(?<=AccountKey=)[A-Za-z0-9+/]{60,}={0,2}"
                    + "|\\b[A-Za-z0-9_~.\\-]{3}\\dQ~[A-Za-z0-9_~.\\-]{31,34}|\\bAGE-SECRET-KEY-1[0-9A-Z]{58}\\b|\\bdp\\.(?:pt|st|ct)\\.[A-Za-z0-9.]{40,}"),
    SERVICE(
            "SG. SK key- shp :AA lin_api_ ntn_ secret_ PMAK- sq0 EAAC",
            "service key",
            "\\bSG\\.[A-Za-z0-9_\\-]{16,}\\.[A-Za-z0-9_\\-]{16,}|\\bSK[0-9a-f]{32}\\b|\\bkey-[0-9a-f]{32}\\b|\\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\\b"
                    + "|\\b\\d{8,10}:AA[A-Za-z0-9_\\-]{33}\\b|\\blin_api_[A-Za-z0-9]{40}|\\bntn_[A-Za-z0-9]{40,}|\\bsecret_[A-Za-z0-9]{43}\\b"
                    + "|\\bPMAK-[a-f0-9]{24}-[a-f0-9]{34}|\\bsq0(?:atp|csp)-[A-Za-z0-9_\\-]{22,}|\\bEAAC[A-Za-z0-9]{60,}"),
    HEADER(
            "earer EARER asic ASIC",
            "token",
            "(?i)(?<=\\b(?:bearer|basic)\\s{1,3})(?=[A-Za-z._~+/\\-]{0,60}[0-9])[A-Za-z0-9._~+/\\-]{16,}={0,2}"),
    PASSWORD(
            "assw ASSW pwd PWD hrase asscode key Key KEY ecret ECRET oken OKEN",
            "password",
            "(?i)(?<=\\b(?:password|passwd|pwd|passphrase|passcode|api[ _-]?key|secret[ _-]?key|client[ _-]?secret"
                    + "|access[ _-]?token|auth[ _-]?token|private[ _-]?key)[\"']?\\s{0,2}(?:(?:for|of|to)\\s\\w{1,20}\\s)?(?:is|are|was|=|:|:=|=>)\\s{0,2}[\"'`]?)"
                    + "(?=[^\\s\"'`]{0,60}[0-9!#$%^&*?])(?=[^\\s\"'`]{0,60}\\p{L})(?!\\[redacted)[^\\s\"'`,;()<>]{6,}");

    /** The beginning of a mark in the place of a secret. */
    static final String MARK = "[redacted: ";

    @SuppressWarnings("ImmutableEnumChecker") // the list is immutable
    private final List<String> hints;

    private final String name;
    private final Pattern pattern;

    /**
     * Creates a format.
     *
     * @param hints texts, separated by spaces, without which it cannot match
     */
    SecretFormat(String hints, String name, String pattern) {
        this.hints = List.of(hints.split(" "));
        this.name = name;
        this.pattern = Pattern.compile(pattern);
    }

    String redact(String text) {
        return hints.stream().noneMatch(text::contains)
                ? text
                : pattern.matcher(text).replaceAll(Matcher.quoteReplacement(mark(name)));
    }

    /** Returns the mark in the place of a secret. */
    static String mark(String name) {
        return MARK + name + "]";
    }
}
