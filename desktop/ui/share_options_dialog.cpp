// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/share_options_dialog.h"

#include "desktop/models/instance.h"
#include "desktop/ui/note_line.h"
#include "desktop/ui/option_form.h"
#include "desktop/ui/scrollable.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QFileInfo>
#include <QJsonArray>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace shoal::ui {

namespace {

// In letters and lines.
constexpr int kWidth = 76;
constexpr int kHeight = 26;

} // namespace

ShareOptionsDialog::ShareOptionsDialog(models::Instance& instance, const QString& share, const QString& folder,
                                       QWidget* parent)
    : QDialog(parent), m_instance(instance), m_share(share), m_folder(folder),
      m_form(new OptionForm(m_options, {QStringLiteral("search_lan"), QStringLiteral("known_hosts"),
                                        QStringLiteral("use_sync_trash"), QStringLiteral("overwrite_changes"),
                                        QStringLiteral("sync_special_modes")})),
      m_note(new NoteLine), m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::RestoreDefaults |
                                                           QDialogButtonBox::Cancel))
{
    auto* const column = new QVBoxLayout(this);
    column->addWidget(scrollable(m_form), 1);
    column->addWidget(m_note);
    column->addWidget(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &ShareOptionsDialog::save);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this, [this] {
        for (int row = 0; row < m_options.rowCount(); ++row)
            m_options.reset(m_options.option(row).name);
    });
    connect(&m_options, &models::OptionsModel::changed, this, &ShareOptionsDialog::review);
    retranslate();
    review();
    resize(roomFor(*this, kWidth, kHeight));
    ask();
}

void ShareOptionsDialog::ask()
{
    m_instance.call(QStringLiteral("status"), {}, this, [this](const Result<QJsonObject>& status) {
        if (status)
            m_options.setConfigFile(status->value(QLatin1String("config")).toString());
    });
    m_instance.call(QStringLiteral("share_options"), {{QStringLiteral("share"), m_share}}, this,
                    [this](const Result<QJsonObject>& answer) {
                        if (answer)
                            m_options.load(answer->value(QLatin1String("options")).toArray());
                        else
                            m_note->say(NoteLine::Kind::Error, QString::fromStdString(answer.error().context));
                        review();
                    });
}

void ShareOptionsDialog::review()
{
    bool canReset = false;
    for (int row = 0; row < m_options.rowCount(); ++row)
        canReset = canReset || (!m_options.option(row).isFixed && !m_options.isDefault(m_options.option(row).name));
    m_buttons->button(QDialogButtonBox::RestoreDefaults)->setEnabled(canReset);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(!m_isSaving);
}

void ShareOptionsDialog::save()
{
    m_note->clear();
    if (!m_options.hasChanges()) {
        accept();
        return;
    }
    m_isSaving = true;
    review();
    m_instance.call(QStringLiteral("set_share_options"),
                    {{QStringLiteral("share"), m_share}, {QStringLiteral("values"), m_options.changes()}}, this,
                    [this](const Result<QJsonObject>& answer) {
                        m_isSaving = false;
                        review();
                        if (answer)
                            accept();
                        else
                            m_note->say(NoteLine::Kind::Error, QString::fromStdString(answer.error().context));
                    });
}

void ShareOptionsDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void ShareOptionsDialog::retranslate()
{
    setWindowTitle(tr("Options of “%1”").arg(QFileInfo(m_folder).fileName()));
}

} // namespace shoal::ui
