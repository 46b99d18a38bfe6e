// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/digest_tree.h"
#include "core/store/index.h"
#include "shared/base/hash.h"

#include <QFile>
#include <QTemporaryDir>

namespace shoal::store {

// The value, or the end of the test program with the error's sentence.
template <class T> T must(Result<T> result)
{
    if (!result)
        qFatal("%s", result.error().context.c_str());
    return std::move(*result);
}
inline void must(Result<void> result)
{
    if (!result)
        qFatal("%s", result.error().context.c_str());
}

// A folder with one index file in it.
class IndexFolder
{
public:
    Bytes path(const char* name = "share.db") const { return m_folder.filePath(QString::fromUtf8(name)).toStdString(); }
    QString file(const char* name = "share.db") const { return m_folder.filePath(QString::fromUtf8(name)); }
    std::unique_ptr<Index> open(const char* vfs = nullptr) const { return must(Index::open(path(), vfs)); }

private:
    QTemporaryDir m_folder;
};

inline FileRow fileRow(DirNo dir, const Bytes& name, const Bytes& record = "a record")
{
    FileRow row;
    row.dir = dir;
    row.name = name;
    row.keyHash = keyHashOf(std::to_string(dir) + '/' + name);
    row.record = record;
    row.live = true;
    row.size = 100;
    row.here = HereKind::SameAsRecord;
    return row;
}

inline DirRow dirRow(DirNo no, const Bytes& record = "a directory record")
{
    DirRow row;
    row.no = no;
    row.id = DirId::from(sha256("directory " + std::to_string(no)).view().substr(0, DirId::kSize));
    row.keyHash = keyHashOf(row.id.view());
    row.record = record;
    row.live = true;
    return row;
}

// Each in one transaction.
inline void putAll(Index& index, const std::vector<FileRow>& rows)
{
    Transaction transaction = must(Transaction::begin(index));
    for (const FileRow& row : rows)
        must(index.putFile(row));
    must(transaction.commit());
}
inline void putAll(Index& index, const std::vector<DirRow>& rows)
{
    Transaction transaction = must(Transaction::begin(index));
    for (const DirRow& row : rows)
        must(index.putDir(row));
    must(transaction.commit());
}

inline std::vector<Bytes> namesOf(const std::vector<FileRow>& rows)
{
    std::vector<Bytes> names;
    for (const FileRow& row : rows)
        names.push_back(row.name);
    return names;
}

} // namespace shoal::store
