// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/peer_model.h"
#include "desktop/models/transfer_model.h"
#include "desktop/ui/page_context.h"
#include "desktop/ui/share_pane.h"

class QLabel;

namespace shoal::ui {

class Table;

// The devices of a share.
class PeersPane final : public SharePane
{
    Q_OBJECT

public:
    explicit PeersPane(const PageContext& context, QWidget* parent = nullptr);

    void setShare(const models::Share& share) override;
    QString title() const override;

Q_SIGNALS:
    // Somebody wants to give the share to another device.
    void shareRequested();

protected:
    void setShown(bool) override {}
    void retranslate() override;

private:
    void showHint();

    models::PeerModel m_model;
    models::Share m_share;
    Table* const m_table;
};

// The files of a share that are on their way.
class TransfersPane final : public SharePane
{
    Q_OBJECT

public:
    explicit TransfersPane(const PageContext& context, QWidget* parent = nullptr);

    void setShare(const models::Share& share) override;
    QString title() const override;

protected:
    void setShown(bool shown) override;
    void retranslate() override;

private:
    void showCondition();

    models::TransferModel m_model;
    models::Share m_share;
    Table* const m_table;
    QLabel* const m_queued;
};

} // namespace shoal::ui
