// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"

#include <QTest>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>

namespace fs = std::filesystem;
using shoal::Bytes;
using shoal::test::Cluster;

// Random histories of three whole replicas on real folders: edits, renames, deletions, directory moves, partitions and crashes, from a seed
// that is printed. In the end all replicas are equal, and no content is lost that somebody wrote and nobody overwrote.
//
// SHOAL_SIM_SEEDS=first-last runs other seeds.
class TstReplicas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replicasConvergeAndLoseNothing_data();
    void replicasConvergeAndLoseNothing();
};

namespace {

class History
{
public:
    explicit History(uint64_t seed) : m_cluster(seed), m_random(shoal::makeSeededRandom(seed * 7919 + 1))
    {
        for (int i = 0; i < 3; ++i)
            m_cluster.add();
        // Half of the histories begin with a filled folder or two.
        for (size_t node = 0; node < 2 && m_random->below(2) == 0; ++node) {
            for (int i = 0; i < 4; ++i)
                change(node);
        }
        for (size_t node = 0; node < 3; ++node)
            m_cluster.start(node);
        m_cluster.connectAll();
    }

    void play(size_t steps)
    {
        for (size_t i = 0; i < steps; ++i) {
            const uint64_t what = m_random->below(100);
            const size_t node = m_random->below(3);
            if (what < 45)
                change(node);
            else if (what < 75)
                m_cluster.run(m_random->below(200));
            else if (what < 82)
                m_cluster.disconnect(node, (node + 1) % 3);
            else if (what < 90)
                m_cluster.connect(node, (node + 1) % 3);
            else if (what < 94)
                restart(node);
            else
                m_cluster.clock(node).advance(std::chrono::milliseconds(m_random->below(3000)));
        }
        for (size_t node = 0; node < 3; ++node)
            m_cluster.clock(node).advance(std::chrono::seconds(2));
        m_cluster.connectAll();
        m_cluster.settle();
    }

    Cluster& cluster() { return m_cluster; }
    const std::set<Bytes>& unreplaced() const { return m_unreplaced; }
    const std::vector<Bytes>& story() const { return m_story; }

private:
    void tell(Bytes line) { m_story.push_back(std::move(line)); }

    void restart(size_t node)
    {
        const bool crash = m_random->below(2) == 0;
        tell((crash ? "crash " : "restart ") + std::to_string(node));
        if (crash)
            m_cluster.crash(node);
        else
            m_cluster.stop(node);
        m_cluster.start(node);
    }

    std::vector<fs::path> list(size_t node, bool directories) const
    {
        std::vector<fs::path> found;
        const fs::path root = m_cluster.folder(node).toStdString();
        if (directories)
            found.push_back(root);
        for (auto it = fs::recursive_directory_iterator(root); it != fs::recursive_directory_iterator(); ++it) {
            if (it->path().filename() == ".sync") {
                it.disable_recursion_pending();
                continue;
            }
            if (it->is_directory() == directories)
                found.push_back(it->path());
        }
        std::sort(found.begin(), found.end());
        return found;
    }

    static Bytes read(const fs::path& path)
    {
        std::ifstream file(path, std::ios::binary);
        return Bytes(std::istreambuf_iterator<char>(file), {});
    }

    template <class T> const T& pick(const std::vector<T>& from) { return from[m_random->below(from.size())]; }

    void change(size_t node)
    {
        static const std::vector<Bytes> kNames{"a", "b", "c.txt", "d"};
        const auto dirs = list(node, true);
        const auto files = list(node, false);
        const fs::path target = pick(dirs) / pick(kNames);
        const uint64_t what = m_random->below(10);
        std::error_code ignored;
        if (what < 4 || files.empty()) {
            if (fs::is_directory(target))
                return;
            if (fs::exists(target))
                overwritten(target);
            const Bytes content = "content " + std::to_string(++m_contents);
            tell(std::to_string(node) + " writes '" + content + "' to " + target.string());
            std::ofstream(target, std::ios::binary | std::ios::trunc) << content;
            m_unreplaced.insert(content);
        } else if (what < 5) {
            const fs::path file = pick(files);
            tell(std::to_string(node) + " deletes " + file.string());
            overwritten(file);
            fs::remove(file, ignored);
        } else if (what < 6) {
            const fs::path file = pick(files);
            if (fs::is_directory(target) || fs::equivalent(file, target, ignored))
                return;
            if (fs::exists(target))
                overwritten(target);
            tell(std::to_string(node) + " renames " + file.string() + " to " + target.string());
            fs::rename(file, target, ignored);
        } else if (what < 8) {
            tell(std::to_string(node) + " makes " + target.string());
            fs::create_directory(target, ignored);
        } else if (what < 9 && dirs.size() > 1) {
            const fs::path dir = dirs[1 + m_random->below(dirs.size() - 1)];
            if (fs::exists(target) || target.string().starts_with(dir.string()))
                return;
            tell(std::to_string(node) + " moves " + dir.string() + " to " + target.string());
            fs::rename(dir, target, ignored);
        } else if (dirs.size() > 1) {
            const fs::path dir = dirs[1 + m_random->below(dirs.size() - 1)];
            tell(std::to_string(node) + " removes " + dir.string());
            for (auto it = fs::recursive_directory_iterator(dir); it != fs::recursive_directory_iterator(); ++it) {
                if (!it->is_directory())
                    overwritten(it->path());
            }
            fs::remove_all(dir, ignored);
        }
    }

    // Somebody who saw a content replaced it: it may go.
    void overwritten(const fs::path& path) { m_unreplaced.erase(read(path)); }

    Cluster m_cluster;
    std::unique_ptr<shoal::Random> m_random;
    std::set<Bytes> m_unreplaced;
    std::vector<Bytes> m_story;
    uint64_t m_contents = 0;
};

} // namespace

void TstReplicas::replicasConvergeAndLoseNothing_data()
{
    QTest::addColumn<quint64>("seed");
    quint64 first = 1;
    quint64 last = 40;
    const QByteArray wanted = qgetenv("SHOAL_SIM_SEEDS");
    if (!wanted.isEmpty()) {
        first = wanted.split('-').first().toULongLong();
        last = wanted.split('-').last().toULongLong();
    }
    for (quint64 seed = first; seed <= last; ++seed)
        QTest::newRow(qPrintable(QStringLiteral("seed %1").arg(seed))) << seed;
}

void TstReplicas::replicasConvergeAndLoseNothing()
{
    QFETCH(quint64, seed);
    History history(seed);
    history.play(60);
    Cluster& cluster = history.cluster();
    const auto tree = cluster.tree(0);
    const auto story = [&] {
        Bytes text;
        for (const Bytes& line : history.story())
            text += line + "\n";
        for (size_t node = 0; node < 3; ++node) {
            text += "node " + std::to_string(node) + ":\n";
            for (const auto& [path, content] : cluster.tree(node))
                text += "  " + path + " = " + content + "\n";
            for (const auto& item : cluster.worker(node).why(""))
                text += "  why " + item.path + ": " + item.reason + "\n";
        }
        std::fputs(text.c_str(), stderr); // the test's own message is cut short
        return Bytes("the story is above");
    };
    for (size_t node = 1; node < cluster.size(); ++node)
        QVERIFY2(cluster.tree(node) == tree, cluster.tree(node) == tree ? "" : ("replicas differ: " + story()).c_str());
    QVERIFY2(cluster.misbehaviour().empty(), cluster.misbehaviour().empty() ? "" : (cluster.misbehaviour()[0].context + ": " + story()).c_str());
    std::set<Bytes> kept;
    for (const auto& [path, content] : tree)
        kept.insert(content.substr(content.find(':') + 1));
    for (size_t node = 0; node < cluster.size(); ++node) {
        for (const Bytes& content : cluster.archived(node))
            kept.insert(content);
    }
    for (const Bytes& content : history.unreplaced())
        QVERIFY2(kept.contains(content), kept.contains(content) ? "" : ("lost '" + content + "': " + story()).c_str());
    // Once equal, nothing more is said.
    const uint64_t said = cluster.contentBytesSent();
    cluster.settle();
    QCOMPARE(cluster.contentBytesSent(), said);
    QVERIFY(cluster.tree(2) == tree);
}

QTEST_GUILESS_MAIN(TstReplicas)
#include "tst_replicas.moc"
