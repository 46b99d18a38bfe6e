// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/transfer_model.h"

#include "desktop/models/words.h"

namespace shoal::models {

namespace {

Transfer transferFrom(const QJsonObject& object)
{
    return {textIn(object, "share"),
            pathIn(object, QStringLiteral("path")),
            textIn(object, "direction") == QLatin1String("up"),
            numberIn(object, "size"),
            numberIn(object, "done"),
            numberIn(object, "rate"),
            textsIn(object, "peers")};
}

QString peersOf(const Transfer& transfer)
{
    const QString names = transfer.peers.join(QStringLiteral(", "));
    return transfer.isUp ? TransferModel::tr("to %1").arg(names) : TransferModel::tr("from %1").arg(names);
}

QString textOf(const Transfer& transfer, int column)
{
    switch (column) {
    case TransferModel::File:
        return transfer.path.shown;
    case TransferModel::Progress:
        return TransferModel::tr("%1 of %2", "bytes transferred, size of the file")
            .arg(sizeInWords(transfer.done), sizeInWords(transfer.size));
    case TransferModel::Rate:
        return transfer.rate > 0 ? rateInWords(transfer.rate) : QString();
    case TransferModel::Peers:
        return peersOf(transfer);
    default:
        return {};
    }
}

QVariant sortValueOf(const Transfer& transfer, int column)
{
    switch (column) {
    case TransferModel::Progress:
        return transfer.part();
    case TransferModel::Rate:
        return transfer.rate;
    default:
        return textOf(transfer, column);
    }
}

} // namespace

TransferModel::TransferModel(Instance& instance, Clock& clock, QObject* parent)
    // `peers` is told once a second while bytes flow.
    : LiveTable(instance, clock,
                {QStringLiteral("transfers"),
                 {QStringLiteral("transfers"), QStringLiteral("peers")},
                 std::chrono::milliseconds(300)},
                parent)
{}

void TransferModel::setShare(const QString& id)
{
    ask({{QStringLiteral("share"), id}}, id);
}

void TransferModel::take(const QJsonObject& answer)
{
    m_queuedFiles = numberIn(answer, "queued_files");
    m_queuedBytes = numberIn(answer, "queued_bytes");
    std::vector<Transfer> rows;
    for (const QJsonValue& value : arrayIn(answer, "transfers"))
        rows.push_back(transferFrom(value.toObject()));
    show(std::move(rows));
}

QVariant TransferModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Transfer& transfer = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return textOf(transfer, index.column());
    case Qt::ToolTipRole:
        return index.column() == File ? transfer.path.shown : QVariant();
    case kSortRole:
        return sortValueOf(transfer, index.column());
    case kPartRole:
        return index.column() == Progress ? transfer.part() : QVariant();
    default:
        return {};
    }
}

QVariant TransferModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case File:
        return tr("File");
    case Progress:
        return tr("Progress");
    case Rate:
        return tr("Rate");
    case Peers:
        return tr("Devices");
    default:
        return {};
    }
}

} // namespace shoal::models
