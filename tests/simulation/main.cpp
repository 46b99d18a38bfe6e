// SPDX-License-Identifier: GPL-3.0-or-later
#include "shrink.h"
#include "workers.h"

#include "shared/base/clock.h"
#ifdef SHOAL_MUTANTS
#include "shared/base/mutant.h"
#endif

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QThread>

#include <csignal>
#include <cstdio>
#include <unistd.h>

// The simulator as a program: `./dev sim`.
namespace {

using namespace shoal;
using namespace shoal::sim;

constexpr size_t kShrinkTries = 400;
constexpr uint64_t kForever = uint64_t{1} << 40;
constexpr int64_t kProgressNs = 1'000'000'000;

struct Options
{
    uint64_t first = 1;
    uint64_t seeds = 200;
    int64_t minutes = 0; // 0: until all seeds are done
    PlanOptions plan;
    size_t jobs = 1;
    size_t shrinkTries = kShrinkTries;
    size_t mostFailures = 1;
    bool twice = false;
    bool quiet = false;
    QString folder; // where plans of failures go
};

// A failure as it travels between processes.
Bytes packed(const Outcome& outcome)
{
    return outcome.failure.empty() ? Bytes() : outcome.property + ": " + outcome.failure;
}

Bytes runSeed(uint64_t seed, const Options& options)
{
    const Plan plan = makePlan(seed, options.plan);
    const Outcome outcome = play(plan);
    if (outcome.failure.empty() && options.twice && play(plan).trace != outcome.trace)
        return "determinism: played twice, it takes two courses";
    return packed(outcome);
}

void printStory(const Outcome& outcome)
{
    for (const Bytes& line : outcome.story)
        std::printf("    %s\n", line.c_str());
}

Bytes save(const Plan& plan, const Outcome& outcome, const QString& folder)
{
    QDir().mkpath(folder);
    const QString path = folder + QStringLiteral("/seed-%1.plan").arg(plan.seed);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return "(the plan cannot be written to " + path.toStdString() + ")";
    Bytes text = "# " + outcome.property + ": " + outcome.failure + "\n";
    text += plan.text();
    file.write(text.data(), static_cast<qint64>(text.size()));
    return path.toStdString();
}

// Tells a failure as a story, as short as it can be made.
void explain(uint64_t seed, const Options& options)
{
    const Plan plan = makePlan(seed, options.plan);
    Outcome outcome;
    Plan less = plan;
    // A crash would end this process, too.
    Bytes told;
    Workers(1,
            [&](uint64_t) {
                outcome = play(plan);
                if (!outcome.failure.empty() && options.shrinkTries > 0) {
                    less = shrink(plan, outcome, options.shrinkTries);
                    outcome = play(less);
                }
                printStory(outcome);
                const Bytes where = save(less, outcome, options.folder);
                std::printf("    %zu of %zu steps are left; to play them again: ./dev sim --replay %s\n",
                            less.steps.size(), plan.steps.size(), where.c_str());
                std::fflush(stdout);
                return Bytes();
            })
        .run(
            0, 1,
            [&](uint64_t, const Bytes& failure) {
                if (!failure.empty())
                    std::printf("    it crashes: ./dev sim --seed %llu --jobs 0 plays it in a debugger's reach\n",
                                static_cast<unsigned long long>(seed));
            },
            [] { return true; });
}

int runSeeds(const Options& options)
{
    const auto clock = makeSystemClock();
    const int64_t begun = clock->monotonicNs();
    const int64_t until = options.minutes == 0 ? INT64_MAX : begun + options.minutes * 60'000'000'000;
    int64_t shown = 0;
    uint64_t runs = 0;
    std::vector<std::pair<uint64_t, Bytes>> failures;
    const bool isTerminal = ::isatty(STDOUT_FILENO) != 0;
    const auto perSecond = [&] {
        const double seconds = static_cast<double>(clock->monotonicNs() - begun) / 1e9;
        return seconds > 0 ? static_cast<double>(runs) / seconds : 0.0;
    };
    Workers workers(options.jobs, [&options](uint64_t seed) { return runSeed(seed, options); });
    workers.run(
        options.first, options.minutes == 0 ? options.seeds : kForever,
        [&](uint64_t seed, const Bytes& failure) {
            ++runs;
            if (failure.empty())
                return;
            failures.emplace_back(seed, failure);
            if (!options.quiet)
                std::printf("%sseed %llu: %s\n", isTerminal ? "\r\033[K" : "", static_cast<unsigned long long>(seed),
                            failure.c_str());
            std::fflush(stdout);
        },
        [&] {
            const int64_t now = clock->monotonicNs();
            if (isTerminal && now - shown > kProgressNs) {
                shown = now;
                std::printf("\r\033[K%llu runs, %zu failures, %.1f runs/s", static_cast<unsigned long long>(runs),
                            failures.size(), perSecond());
                std::fflush(stdout);
            }
            return now < until && failures.size() < options.mostFailures;
        });
    const double rate = perSecond();
    if (isTerminal)
        std::printf("\r\033[K");
    for (size_t i = 0; i < failures.size() && !options.quiet && i < 3; ++i) {
        std::printf("\nseed %llu: %s\n", static_cast<unsigned long long>(failures[i].first),
                    failures[i].second.c_str());
        std::fflush(stdout);
        explain(failures[i].first, options);
    }
    std::printf("%llu runs, %zu failures, %.1f runs/s\n", static_cast<unsigned long long>(runs), failures.size(), rate);
    return failures.empty() ? 0 : 1;
}

// Plays plan files; a folder stands for all of them in it.
int replay(const QStringList& paths, std::optional<NodeId> traced)
{
    QStringList files;
    for (const QString& path : paths) {
        const QDir dir(path);
        if (!QFileInfo(path).isDir()) {
            files << path;
            continue;
        }
        for (const QString& name : dir.entryList({QStringLiteral("*.plan")}, QDir::Files, QDir::Name))
            files << dir.filePath(name);
    }
    int failures = 0;
    for (const QString& path : files) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            std::fprintf(stderr, "%s cannot be read: %s\n", qPrintable(path), qPrintable(file.errorString()));
            return 2;
        }
        auto plan = Plan::parse(file.readAll().toStdString());
        if (!plan) {
            std::fprintf(stderr, "%s: %s\n", qPrintable(path), plan.error().context.c_str());
            return 2;
        }
        plan->traced = traced;
        const Outcome outcome = play(*plan);
        const bool again = play(*plan).trace == outcome.trace;
        std::printf("%s: %s\n", qPrintable(path),
                    !outcome.failure.empty() ? packed(outcome).c_str()
                                             : (again ? "passed" : "determinism: two courses"));
        if (!outcome.failure.empty() || files.size() == 1)
            printStory(outcome);
        failures += outcome.failure.empty() && again ? 0 : 1;
    }
    std::printf("%d plans, %d failures\n", static_cast<int>(files.size()), failures);
    return failures == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Plays histories of whole engines in a simulated world, and looks whether the promises are kept."));
    parser.addHelpOption();
    const auto option = [&parser](const char* name, const char* text, const char* value = nullptr) {
        const QString named = QString::fromLatin1(name);
        parser.addOption(value ? QCommandLineOption(named, QString::fromLatin1(text), QString::fromLatin1(value))
                               : QCommandLineOption(named, QString::fromLatin1(text)));
    };
    option("seeds", "so many seeds (200)", "N");
    option("seed", "only this one, with its story", "S");
    option("first", "the first seed (1)", "S");
    option("fresh", "seeds that nobody has tried before");
    option("minutes", "fresh seeds for so long", "M");
    option("nodes", "so many machines in each run (as the seed says: 2 to 7)", "K");
    option("steps", "so many steps in each run", "K");
    option("without", "leave out these acts, as plan files call them", "ACT,...");
    option("jobs", "so many processes (one a core)", "J");
    option("twice", "each seed twice: both must take the same course");
    option("failures", "stop at so many failures (1)", "N");
    option("no-shrink", "tell the whole history of a failure");
    option("log", "with the engines' log");
    option("trace", "with --seed or --replay: tell each call of this machine's engine, too", "MACHINE");
    option("quiet", "only the last line");
    option("keep", "where plans of failures go (sim-failures)", "FOLDER");
    option("replay", "play this plan, or all in this folder", "FILE");
#ifdef SHOAL_MUTANTS
    option("mutant", "with this deliberate fault in the engine; 'list' names them", "NAME");
#endif
    parser.process(app);
    const auto text = [&parser](const char* name) { return parser.value(QString::fromLatin1(name)); };
    const auto has = [&parser](const char* name) { return parser.isSet(QString::fromLatin1(name)); };
    if (!has("log"))
        QLoggingCategory::setFilterRules(QStringLiteral("*=false"));
    std::signal(SIGPIPE, SIG_IGN);

#ifdef SHOAL_MUTANTS
    if (text("mutant") == QStringLiteral("list")) {
        for (const char* name : mutantNames())
            std::printf("%s\n", name);
        return 0;
    }
    if (has("mutant") && !activateMutant(text("mutant").toStdString())) {
        std::fprintf(stderr, "there is no mutant '%s'; --mutant list names them\n", qPrintable(text("mutant")));
        return 2;
    }
#endif
    std::optional<NodeId> traced;
    if (has("trace"))
        traced = text("trace").toULongLong();
    if (has("replay"))
        return replay(QStringList{text("replay")} + parser.positionalArguments(), traced);

    Options options;
    options.folder = has("keep") ? text("keep") : QStringLiteral("sim-failures");
    options.jobs = has("jobs") ? text("jobs").toULongLong() : static_cast<size_t>(QThread::idealThreadCount());
    options.plan.machines = text("nodes").toULongLong();
    options.plan.steps = text("steps").toULongLong();
    for (const QString& act : text("without").split(QLatin1Char(',')))
        options.plan.without.insert(act.toStdString());
    options.twice = has("twice");
    options.quiet = has("quiet");
    options.shrinkTries = has("no-shrink") ? 0 : kShrinkTries;
    if (has("seeds"))
        options.seeds = text("seeds").toULongLong();
    if (has("failures"))
        options.mostFailures = text("failures").toULongLong();
    options.minutes = text("minutes").toLongLong();
    if (options.plan.machines == 1 || options.plan.machines > 20 || (has("jobs") && options.jobs > 256)) {
        std::fprintf(stderr, "--nodes must be 2 to 20, and --jobs at most 256\n");
        return 2;
    }
    if (has("seed")) {
        Plan plan = makePlan(text("seed").toULongLong(), options.plan);
        plan.traced = traced;
        const Outcome outcome = play(plan);
        printStory(outcome);
        std::printf("seed %llu: %s, trace %016llx, %llu calls\n", static_cast<unsigned long long>(plan.seed),
                    outcome.failure.empty() ? "passed" : packed(outcome).c_str(),
                    static_cast<unsigned long long>(outcome.trace), static_cast<unsigned long long>(outcome.calls));
        return outcome.failure.empty() ? 0 : 1;
    }
    if (has("first"))
        options.first = text("first").toULongLong();
    else if (has("fresh") || options.minutes > 0)
        options.first = 1'000'000 + makeSystemRandom()->below(uint64_t{1} << 40);
    if (options.jobs == 0)
        options.jobs = 1;
    return runSeeds(options);
}
