// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/app/desktop_program.h"
#include "desktop/app/quit_signals.h"
#include "server/process/log_output.h"
#include "shared/base/log.h"

#include <QApplication>
#include <QStandardPaths>

#include <cstdio>
#include <filesystem>

namespace {

using namespace shoal;
using namespace shoal::app;

constexpr int kExitUsage = 2;
constexpr int kExitFailed = 1;
constexpr int64_t kMaxLogBytes = 20'000'000;

int print(const Bytes& text)
{
    return std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0 ? 0 : kExitFailed;
}

int complain(const Bytes& text, int code)
{
    std::fprintf(stderr, "shoal-desktop: %s\n", text.c_str());
    return code;
}

Bytes dataFolderOf(const CommandLine& line)
{
    if (line.data)
        return std::filesystem::absolute(*line.data).lexically_normal().native();
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation).toStdString() + "/shoal";
}

// Another one runs: it gets the link, and its window comes to the front.
int handOver(SingleInstance& single, const CommandLine& line)
{
    single.handOver({line.link, line.adds, qEnvironmentVariable("XDG_ACTIVATION_TOKEN")},
                    [](bool done) { QCoreApplication::exit(done ? 0 : kExitFailed); });
    const int code = QCoreApplication::exec();
    return code == 0 ? 0 : complain("it runs already, but gives no answer", kExitFailed);
}

int run(const CommandLine& line, Clock& clock, Random& random)
{
    const Bytes data = dataFolderOf(line);
    SingleInstance single(data, clock);
    const auto isFirst = single.claim();
    if (!isFirst)
        return complain(isFirst.error().context, kExitFailed);
    if (!*isFirst)
        return handOver(single, line);
    std::error_code error;
    std::filesystem::create_directories(data, error);
    process::LogOutput log(clock);
    if (auto opened = log.writeTo(data + "/desktop.log", kMaxLogBytes); !opened)
        (void)complain(opened.error().context, 0);
    qCInfo(logEngine, "shoal-desktop %s starts", SHOAL_VERSION);

    DesktopProgram program(line, data, clock, random);
    QObject::connect(&single, &SingleInstance::called, &program, &DesktopProgram::open);
    QObject::connect(&program, &DesktopProgram::ended, &program, [] { QCoreApplication::exit(); });
    const auto signals = QuitSignals::take([&program] { program.quit(); });
    program.start();
    const int code = QCoreApplication::exec();
    qCInfo(logEngine, "stopped");
    return code;
}

} // namespace

int main(int argc, char** argv)
{
    const auto line = parseCommandLine(std::vector<Bytes>(argv + (argc > 0 ? 1 : 0), argv + argc));
    if (!line)
        return complain(line.error().context, kExitUsage);
    if (line->action == Action::Help)
        return print(usage());
    if (line->action == Action::Version)
        return print("shoal-desktop " SHOAL_VERSION "\n");
    hideLinks(argc, argv);
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("shoal-desktop"));
    QCoreApplication::setOrganizationName(QStringLiteral("shoal"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SHOAL_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("shoal-desktop"));
    QGuiApplication::setQuitOnLastWindowClosed(false);
    const auto clock = makeSystemClock();
    const auto random = makeSystemRandom();
    return run(*line, *clock, *random);
}
