// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "fuzz.h"
#include "scratch_folder.h"

#include "core/engine/instance_methods.h"
#include "core/engine/instance_options.h"
#include "core/engine/share_methods.h"
#include "core/sync/merge.h"
#include "shared/control/line_buffer.h"

#include <filesystem>

using namespace shoal;
using namespace shoal::fuzz;
using namespace shoal::engine;

namespace {

constexpr size_t kMostCalls = 12;
constexpr size_t kMostTasks = 5'000;
const Bytes kFixed = "AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA";
const Bytes kAdded = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

Bytes folder(const Bytes& below)
{
    return scratchFolder() + "/" + below;
}

// An instance without sockets: one share of its config file, one that people have added, both at work in real folders.
class Instance
{
public:
    Instance()
    {
        prepareFolders();
        const config::ShareConfig fixed = shareOf(kFixed, folder("data"));
        m_config.fileName = "www.conf";
        m_config.lines = m_config.fileName;
        m_config.deviceName = "app01";
        m_config.storagePath = folder("store");
        m_config.shares = {fixed};
        m_inUse = m_config;
        m_runner.add(fixed, keysOf(fixed), true, false);
        const config::ShareConfig added = shareOf(kAdded, folder("more"));
        m_registry.add(keysOf(added).id(), added, [](const Result<void>&) {});
        m_runner.add(added, keysOf(added), false, false);
        m_runner.start();
        work();
    }

    ~Instance()
    {
        bool ended = false;
        m_runner.stop([&ended](bool) { ended = true; });
        for (work(); !ended; work())
            m_clock.advance(std::chrono::seconds(1));
    }

    // Asks, waits for as long as a share may take, and gives the answer: there is one in any case.
    control::Answer ask(const QString& method, const QJsonObject& params)
    {
        const auto found = m_table.find(method);
        if (found == m_table.end())
            return tl::unexpected(
                control::CallError{control::CallErrorCode::MethodNotFound, QStringLiteral("unknown")});
        auto answer = std::make_shared<std::optional<control::Answer>>();
        found->second(params, [answer](control::Answer given) {
            if (!*answer) // a second one is dropped, as the server does
                *answer = std::move(given);
        });
        work();
        if (!*answer)
            m_clock.advance(std::chrono::seconds(10));
        work();
        require(answer->has_value(), "each call gets an answer");
        return **answer;
    }

    void pass(std::chrono::seconds time)
    {
        m_clock.advance(time);
        work();
    }

private:
    static config::ShareConfig shareOf(const Bytes& secret, const Bytes& dir)
    {
        config::ShareConfig share;
        share.secret = secret;
        share.dir = dir;
        share.searchLan = false;
        share.secretAt = share.dirAt = {1, 1};
        return share;
    }
    static crypto::ShareKeys keysOf(const config::ShareConfig& share)
    {
        return crypto::ShareKeys::derive(*crypto::Secret::parse(share.secret));
    }

    static void prepareFolders()
    {
        emptyScratchFolder();
        for (const char* name : {"data/.sync/Archive", "data/docs", "more", "store"})
            std::filesystem::create_directories(folder(name));
        writeFile(folder("data/a.txt"), "alpha");
        writeFile(folder("data/" + sync::conflictName("a.txt", {AuthorId{7}, 1, 1'700'000'000'000'000'000})), "alef");
        writeFile(folder("data/.sync/Archive/a.1.txt"), "older");
        writeFile(folder("outside"), "not to be touched");
    }

    void work()
    {
        for (size_t i = 0; i < kMostTasks && m_tasks.runOne(); ++i) {
        }
    }

    ShareRunner::Events events()
    {
        return {
            [this](const HeldShare& held) {
                return ShareSettings{
                    .dir = held.config.dir, .indexPath = indexPath(held.id()), .keys = held.keys, .device = {}};
            },
            [](HeldShare&) {},
            [](HeldShare&) {},
            [this](const ShareId& id) { m_methods.shareGone(id); },
            [](const ShareId&, Topics) {},
            [](PeerId, const Error&) {},
            [](const model::Sentence&) {},
        };
    }

    InstanceMethods::Parts parts()
    {
        return {
            m_shares,
            m_runner,
            m_saved,
            m_registry,
            m_known,
            m_tasks,
            m_tasks,
            *m_random,
            m_openFolder,
            [this]() -> const config::InstanceConfig& { return m_config; },
            [this]() -> const config::InstanceConfig& { return m_inUse; },
            [this] {
                m_inUse = withOptions(m_config, m_saved.options());
                return std::vector<Bytes>();
            },
            [this](const ShareId& id) { return indexPath(id); },
            [](const ShareId&, Topics) {},
            [this](HeldShare& held, const config::ShareConfig& share) {
                return m_runner.reconfigure(held, share, held.keys) == ShareRunner::Effect::Restarts;
            },
            [] { return size_t{0}; },
        };
    }

    Bytes indexPath(const ShareId& id) const { return folder("store/" + id.hex().substr(0, 16) + ".index"); }

    const storage::OpenFolder m_openFolder = storage::openPosixFolder;
    std::unique_ptr<Random> m_random = makeSeededRandom(4);
    test::ManualClock m_clock;
    test::TaskQueue m_tasks;
    config::InstanceConfig m_config;
    config::InstanceConfig m_inUse;
    SavedSettings m_saved{folder("store"), m_tasks, m_tasks};
    ShareRegistry m_registry{folder("store"), m_tasks, m_tasks};
    KnownPeers m_known{folder("store"), m_clock, m_tasks, m_tasks};
    HeldShares m_shares;
    ShareRunner m_runner{m_shares, ShareContext{m_clock, *m_random, m_tasks, m_tasks}, events()};
    InstanceMethods m_methods{parts()};
    ShareMethods m_shareMethods{m_shares, m_clock, [] { return Bytes("app01"); }};
    MethodTable m_table = [this] {
        MethodTable table = m_methods.table();
        table.merge(m_shareMethods.table());
        return table;
    }();
};

// `@` stands for the scratch folder. Folders of new shares are below it in any case: they may be made.
QJsonObject placed(QJsonObject params)
{
    for (auto it = params.begin(); it != params.end(); ++it)
        if (it.value().toString().startsWith(QLatin1Char('@')))
            it.value() = QString::fromStdString(scratchFolder()) + it.value().toString().mid(1);
    const QString dir = params.value(QLatin1String("dir")).toString();
    if (dir.startsWith(QLatin1Char('/')) && !dir.startsWith(QString::fromStdString(scratchFolder())))
        params.insert(QStringLiteral("dir"), QString::fromStdString(scratchFolder()) + dir);
    return params;
}

void checkAnswer(const QString& method, const control::Answer& answer)
{
    require(control::answerLine(1, answer).size() <= control::kMaxLineBytes, "an answer fits into a line");
    if (answer) {
        const QByteArray line = control::answerLine(1, answer);
        const bool mayTell = method == QLatin1String("secret") || method == QLatin1String("rotate");
        require(mayTell || (!line.contains(kFixed.c_str()) && !line.contains(kAdded.c_str())),
                "only who asks for secrets is told any");
        return;
    }
    const QString& told = answer.error().message;
    require(!told.isEmpty(), "a refusal has a text");
    require(!told.contains(QString::fromStdString(kFixed)) && !told.contains(QString::fromStdString(kAdded)),
            "no refusal tells a secret");
}

} // namespace

// Lines of requests to a running instance, as any program of its user may send them.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    control::LineBuffer lines;
    if (!lines.add(QByteArray(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)) + '\n'))
        return 0;
    Instance instance;
    for (size_t calls = 0; calls < kMostCalls; ++calls) {
        const auto line = lines.takeLine();
        if (!line)
            break;
        const auto request = control::parseRequest(*line);
        if (request)
            checkAnswer(request->method, instance.ask(request->method, placed(request->params)));
        else
            instance.pass(std::chrono::seconds(2));
    }
    std::error_code none;
    require(std::filesystem::file_size(folder("outside"), none) == 17, "what is outside of the shares stays");
    return 0;
}
