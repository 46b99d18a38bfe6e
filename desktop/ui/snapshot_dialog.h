// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/snapshot.h"

#include <QDialog>
#include <memory>

class QDialogButtonBox;
class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace shoal::ui {

class NoteLine;

// Exports the folder of a share into an archive, with progress. Closing it cancels.
class SnapshotDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit SnapshotDialog(const QString& folder, QWidget* parent = nullptr);

    // Writes it without asking for the place.
    void start(const QString& archive);
    bool isRunning() const { return m_snapshot != nullptr; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void choose();
    void tell(const models::SnapshotProgress& progress);
    void finish(const models::SnapshotReport& report);
    void fail(const QString& sentence, bool wasCancelled);
    void end();
    void retranslate();

    const QString m_folder;
    QString m_archive;
    std::unique_ptr<models::Snapshot> m_snapshot; // while one is written
    QLabel* const m_meaning;
    QProgressBar* const m_bar;
    QLabel* const m_amount;
    NoteLine* const m_note;
    QPlainTextEdit* const m_leftOut;
    QPushButton* m_save;
    QPushButton* m_cancel;
    QDialogButtonBox* const m_buttons;
};

} // namespace shoal::ui
